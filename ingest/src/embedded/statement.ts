import { exception } from './exception.ts';
import { type InsertStatement, parseInsert } from './insert-statement.ts';
import { isWord, scan, type Token } from './scan.ts';

/** What the child has to know of a statement before it runs. */
export type Statement =
  /** Only reads: may be cancelled when its caller is gone. */
  | { kind: 'read'; format: string | undefined }
  /** Rows follow the statement. */
  | InsertStatement
  /** `INSERT … SELECT`, `INSERT … FROM INFILE`: runs to its end, since a cancelled one leaves the rows written so far. */
  | { kind: 'copy'; format: undefined }
  | { kind: 'other'; format: string | undefined };

const READING = new Set(['SELECT', 'SHOW', 'DESCRIBE', 'DESC', 'EXPLAIN', 'EXISTS', 'FROM', 'WITH']);

export function parseStatement(sql: string): Statement {
  const tokens = scan(sql);
  const first = tokens.next().value;
  if (isWord(first, 'INSERT')) {
    const insert = parseInsert(tokens);
    if (insert !== undefined) return insert;
  }
  const all = first === undefined ? [] : [first, ...oneStatement(tokens)];
  if (
    all.some((token) => token.depth === 0 && isWord(token, 'INSERT')) &&
    /^(INSERT|WITH)$/i.test(all[0]?.text ?? '')
  ) {
    return { kind: 'copy', format: undefined };
  }
  const format = trailingFormat(all);
  return isRead(all) ? { kind: 'read', format } : { kind: 'other', format };
}

/** The engine runs `SELECT 1; DROP …` as two statements, a server refuses it. */
function* oneStatement(tokens: Iterable<Token>): Generator<Token> {
  let ended = false;
  for (const token of tokens) {
    if (token.text === ';') ended = true;
    else if (ended) throw exception(62, 'SYNTAX_ERROR', 'Syntax error (Multi-statements are not allowed)');
    else yield token;
  }
}

function isRead(tokens: readonly Token[]): boolean {
  return READING.has(tokens.find((token) => token.text !== '(')?.text.toUpperCase() ?? '');
}

function trailingFormat(tokens: readonly Token[]): string | undefined {
  const at = tokens.findLastIndex((token) => token.depth === 0 && isWord(token, 'FORMAT'));
  const after = tokens[at + 2];
  return at >= 0 && (after === undefined || isWord(after, 'SETTINGS')) ? tokens[at + 1]?.text : undefined;
}
