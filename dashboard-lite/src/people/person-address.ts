import type { PersonKind } from './people-api.ts';

/** The page of one account or browser. */
export const personAddress = (kind: PersonKind, id: string) => `/people/${encodeURIComponent(id)}?kind=${kind}`;
