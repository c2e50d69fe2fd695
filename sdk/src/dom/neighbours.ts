import { hash } from './hash.ts';
import { headlineOf } from './headline.ts';
import { isMarked } from './mask.ts';
import { nextElement, parentOf, previousElement } from './native.ts';
import { fold } from './text.ts';

const PRINT = 3;
/** There, but without words: one letter, and no evidence. */
const WORDLESS = '-';

function textPrint(neighbour: Element | null): string {
  if (!neighbour) return '';
  if (isMarked(neighbour)) return WORDLESS;
  const { heading, text } = headlineOf(neighbour);
  return hash(fold(heading || text), PRINT) || WORDLESS;
}

/** Text before and after, climbing while an only child but never past `end`; nothing when neither side has words. */
export function neighboursOf(element: Element, end?: Element | null): string[] | undefined {
  let at: Element | null = element;
  while (at && at !== end) {
    const before = previousElement(at);
    const after = nextElement(at);
    if (before || after) {
      const prints = [textPrint(before), textPrint(after)];
      return prints.some((print) => print.length > 1) ? prints : undefined;
    }
    at = parentOf(at);
  }
  return undefined;
}
