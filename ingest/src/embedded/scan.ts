/** One lexical unit of a statement. `depth` counts the open parentheses around it. */
export type Token = { kind: 'word' | 'quoted' | 'mark'; text: string; start: number; end: number; depth: number };

const WORD = /[\p{L}_][\p{L}\p{N}_]*/uy;
const SKIPPED = /\s+|--[^\n]*|#[ !][^\n]*|\/\*[\s\S]*?\*\//y;
const HEREDOC = /\$(\w*)\$/y;

/** Walks a statement token by token without looking into strings and comments. Lazy: inline data is never touched. */
export function* scan(sql: string): Generator<Token> {
  let at = 0;
  let depth = 0;
  while (at < sql.length) {
    const skipped = matchAt(SKIPPED, sql, at);
    if (skipped !== undefined) {
      at += skipped.length;
      continue;
    }
    const end = tokenEnd(sql, at);
    const text = sql.slice(at, end);
    if (text === ')' || text === ']') depth -= 1;
    yield { kind: kindOf(text), text, start: at, end, depth };
    if (text === '(' || text === '[') depth += 1;
    at = end;
  }
}

export function isWord(token: unknown, word: string): boolean {
  const { kind, text } = (token ?? {}) as Partial<Token>;
  return kind === 'word' && text?.toUpperCase() === word;
}

function kindOf(text: string): Token['kind'] {
  if (/^['"`$]/.test(text) && text.length > 1) return 'quoted';
  return matchAt(WORD, text, 0) === undefined ? 'mark' : 'word';
}

function tokenEnd(sql: string, at: number): number {
  const first = sql[at] ?? '';
  if (first === "'" || first === '"' || first === '`') return quotedEnd(sql, at, first);
  const heredoc = first === '$' ? matchAt(HEREDOC, sql, at) : undefined;
  if (heredoc !== undefined) {
    const closed = sql.indexOf(heredoc, at + heredoc.length);
    return closed < 0 ? sql.length : closed + heredoc.length;
  }
  return at + (matchAt(WORD, sql, at)?.length ?? 1);
}

/** Hand-written because a regular expression overflows its stack on strings of some MB with many escapes. */
function quotedEnd(sql: string, start: number, quote: string): number {
  for (let at = start + 1; at < sql.length; at += 1) {
    if (sql[at] === '\\') at += 1;
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return at + 1;
      at += 1;
    }
  }
  return sql.length;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
