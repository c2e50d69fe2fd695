import type { Question } from '../overview/question.ts';
import { queryOf } from '../overview/question.ts';
import { parameter } from '../state.ts';
import { viewportsAround } from './width.ts';

/** A replay leads here with the width of its window; 0 for all. */
export const widthAsked = () => Number(parameter('width')) || 0;

interface Asked {
  page: string;
  isGroup: boolean;
  kind: string;
}

/** The page in words of the API, and the time. */
export function clickmapQuestion({ range }: Question, { page, isGroup, kind }: Asked): URLSearchParams {
  const query = queryOf(range, []);
  query.set(isGroup ? 'page_group' : 'path', page);
  if (kind !== 'all') query.set('kind', kind);
  const width = widthAsked();
  if (width > 0) for (const [name, value] of Object.entries(viewportsAround(width))) query.set(name, value);
  return query;
}
