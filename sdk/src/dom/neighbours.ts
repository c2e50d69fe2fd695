import { hash } from './hash.ts';
import { headlineOf } from './headline.ts';
import { parentOf, read } from './native.ts';
import { fold } from './text.ts';

/** There, but without words: one letter, and no evidence. */
const WORDLESS = '-';

function textPrint(neighbour: Element | null): string {
  if (!neighbour) return '';
  const [heading, text] = headlineOf(neighbour);
  return hash(fold(heading || text)) || WORDLESS;
}

/** Text before and after, climbing while an only child but never past `end`; nothing when neither side has words. */
export function neighboursOf(element: Element, end?: Element): string[] | undefined {
  for (let at: Element | null = element; at && at !== end; at = parentOf(at)) {
    const before = textPrint(read(at, 'previousElementSibling'));
    const after = textPrint(read(at, 'nextElementSibling'));
    if (before || after) return (before + after).length > 2 ? [before, after] : undefined;
  }
  return undefined;
}
