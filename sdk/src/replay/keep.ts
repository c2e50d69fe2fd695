import type { Shelf } from '../util/index.ts';

const KEPT = 'replay';
const SINCE = 'replay-since';

/** What the pages of a session know from each other: since when it is recorded, and whether that is kept. */
export const createKeep = (shelf: Shelf) => {
  const read = (name: string, session: string): string | undefined => {
    const [of, value] = (shelf(name) ?? '').split(' ');
    return of === session ? value : undefined;
  };
  return {
    isKept: (session: string): boolean => read(KEPT, session) !== undefined,
    keep: (session: string): unknown => shelf(KEPT, `${session} 1`),
    /** When recording of the session began, in whichever page. */
    since(session: string): number {
      const known = Number(read(SINCE, session));
      if (known) return known;
      const now = Date.now();
      shelf(SINCE, `${session} ${now}`);
      return now;
    },
  };
};
