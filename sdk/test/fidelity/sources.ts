import { readdir } from 'node:fs/promises';
import type { Language, Template } from './draw.ts';
import { drawFrom } from './draw.ts';
import { FOREIGN } from './foreign.ts';
import { theme } from './theme.ts';

/** A page of the matrix: a template drawn anew by every seed, or one that was not written for us. */
export interface Source {
  name: string;
  tuned: boolean;
  foreign: boolean;
  translated: boolean;
  html(seed: number, language?: Language): string;
  /** Style sheets and scripts beside it, by path. */
  files: Map<string, Buffer>;
}

const FOLDER = new URL('./templates/', import.meta.url);

/** Every file of the folder is a template: a new one is one file. */
async function templates(): Promise<Source[]> {
  const found: Source[] = [];
  for (const file of (await readdir(FOLDER)).sort()) {
    const { template } = (await import(new URL(file, FOLDER).href)) as { template: Template };
    found.push({
      name: template.name,
      tuned: template.tuned ?? false,
      foreign: false,
      translated: template.translated ?? false,
      html: (seed, language) => template.render(drawFrom(seed, language)),
      files: new Map(),
    });
  }
  return found;
}

/** `names`: all, none of the foreign (`own`), or a comma list. Themes are only fetched when wanted. */
export async function sources(names: string): Promise<Source[]> {
  const own = await templates();
  if (names === 'own') return own;
  const wanted = names === 'all' ? undefined : names.split(',');
  const foreign = FOREIGN.filter(({ name }) => wanted?.includes(name) ?? true);
  const all = [...own, ...(await Promise.all(foreign.map(theme)))];
  return wanted ? all.filter(({ name }) => wanted.includes(name)) : all;
}

/** Writes a name on every start tag outside scripts and styles; the page takes them off before anything looks. */
export function named(html: string): string {
  let count = 0;
  return html.replace(
    /(<(script|style)\b[\s\S]*?<\/\2>|<!--[\s\S]*?-->)|<([a-z][\w-]*)(?=[\s>/])/gi,
    (whole, skipped, _tag, tag) => (skipped ? whole : `<${tag} data-known="e${count++}"`),
  );
}
