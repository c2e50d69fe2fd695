import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const PACKAGE = join(import.meta.dirname, '../..');
/** Inside the package, so that dependencies and migrations are found from there as they are from `dist/`. */
const OUT_DIR = join(import.meta.dirname, 'dist');

/** The server of the sources as they are now, in a form that starts as fast as the published one. */
export async function buildServer(): Promise<{ cli: string; remove(): void }> {
  const remove = () => rmSync(OUT_DIR, { recursive: true, force: true });
  remove();
  await build({
    entryPoints: [join(PACKAGE, 'src/cli.ts'), join(PACKAGE, 'src/embedded/child.ts')],
    entryNames: '[name]',
    outdir: OUT_DIR,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
  });
  return { cli: join(OUT_DIR, 'cli.js'), remove };
}
