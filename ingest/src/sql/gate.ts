import { HttpError } from '../errors.ts';
import type { StoreClient } from '../store/index.ts';
import { asRefusal, syntaxRefusal } from './engine-error.ts';
import { judge } from './judge.ts';
import { readSyntaxTree, type SyntaxNode } from './syntax-tree.ts';

export interface Admitted {
  /** What runs: the query as the engine prints it, as a subquery. */
  body: string;
  /** Where the base tables are. */
  database: string;
}

interface Facts {
  statement: string;
  database: string;
  databases: string[];
}

/**
 * Lets one SELECT through, or throws. The engine's own parser reads the text, first as a value, so that nothing of it can run; what it
 * prints back is what is judged and what runs.
 */
export async function admit(trusted: StoreClient, query: string, params: Record<string, unknown>): Promise<Admitted> {
  const { statement, database, databases } = await printBack(trusted, query);
  if (IDENTIFIER_PARAMETER.test(statement)) {
    throw new HttpError('QUERY_REFUSED', { message: 'A parameter cannot be an Identifier.' });
  }
  const body = `SELECT * FROM (${statement})`;
  const tree = withoutFormat(readSyntaxTree(await explain(trusted, body, params)));
  if (tree === undefined)
    throw new HttpError('QUERY_REFUSED', { message: 'A name in the query has unusual characters.' });
  const reason = judge(tree, new Set(databases.map((name) => name.toLowerCase())));
  if (reason !== undefined) throw new HttpError('QUERY_REFUSED', { message: reason });
  return { body, database };
}

/** Reading a text takes milliseconds; one made to take longer is no query. */
const PARSING = {
  readonly: '1',
  max_execution_time: 3,
  max_memory_usage: String(128 * 2 ** 20),
  max_query_size: '131072',
};
const FORMAT = 'TabSeparatedRaw';
const IDENTIFIER_PARAMETER = /\{\s*\w+\s*:\s*Identifier\s*\}/i;

/** The client appends its FORMAT, which stands last below the root. A query cannot have one of its own inside of parentheses. */
function withoutFormat(tree: SyntaxNode[] | undefined): SyntaxNode[] | undefined {
  const last = tree?.pop();
  const isOurs = last?.kind === 'Identifier' && last.text === FORMAT && last.parent === tree?.[0] && last.index === 1;
  return isOurs ? tree : undefined;
}

async function printBack(trusted: StoreClient, text: string): Promise<Facts> {
  try {
    const answer = await trusted.query({
      query: `SELECT formatQuerySingleLine({text:String}) AS statement, currentDatabase() AS database,
                     (SELECT groupArray(name) FROM system.databases) AS databases`,
      query_params: { text },
      format: 'JSONEachRow',
      clickhouse_settings: PARSING,
    });
    const [facts] = await answer.json<Facts>();
    if (facts === undefined) throw new Error('The engine printed nothing');
    return facts;
  } catch (error) {
    throw syntaxRefusal(error, text);
  }
}

/** With the parameters in place: what they stand for is judged, too. */
async function explain(trusted: StoreClient, body: string, params: Record<string, unknown>): Promise<string> {
  try {
    return await (
      await trusted.query({
        query: `EXPLAIN AST ${body}`,
        query_params: params,
        format: FORMAT,
        clickhouse_settings: PARSING,
      })
    ).text();
  } catch (error) {
    throw asRefusal(error);
  }
}
