export type { Anchor } from '../../ingest/src/contract/anchor.ts';
