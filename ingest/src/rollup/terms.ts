import type { StoreClient } from '../store/index.ts';

export interface Claim {
  holder: string;
}

/** What the rows of the newest term say. */
export interface Term {
  term: number;
  claims: readonly Claim[];
  /** Rises with every sign of life. */
  beat: number;
  isReleased: boolean;
}

export interface Sign {
  term: number;
  holder: string;
  kind: 'claim' | 'alive' | 'released';
  beat: number;
}

export async function newestTerm(client: StoreClient): Promise<Term | undefined> {
  const answer = await client.query({
    query: `SELECT term, holder, kind, toUInt32(beat) AS beat FROM rollup_terms FINAL
            WHERE term = (SELECT max(term) FROM rollup_terms) ORDER BY beat`,
    format: 'JSONEachRow',
  });
  const signs = await answer.json<Sign>();
  const first = signs[0];
  if (first === undefined) return undefined;
  return {
    term: first.term,
    claims: signs.filter(({ kind }) => kind === 'claim'),
    beat: Math.max(...signs.map(({ beat }) => beat)),
    isReleased: signs.some(({ kind }) => kind === 'released'),
  };
}

export async function insertSign(client: StoreClient, { term, holder, kind, beat }: Sign): Promise<void> {
  await client.insert({
    table: 'rollup_terms',
    columns: ['term', 'holder', 'kind', 'beat'],
    values: [{ term, holder, kind, beat }],
    format: 'JSONEachRow',
    clickhouse_settings: { async_insert: 0 },
  });
}
