import { isWord, type Token } from './scan.ts';

export type InsertStatement = {
  kind: 'insert';
  /** Input format; `VALUES` is the format `Values`. */
  format: string;
  /** Where the rows begin that stand in the statement itself. */
  dataAt: number;
  /** Where `FROM INFILE` can be put in: behind the table and its columns. Undefined when it cannot. */
  targetEnd: number | undefined;
};

type Next = () => Token | undefined;

/**
 * Reads on behind `INSERT` until the rows begin; undefined when none follow (`INSERT … SELECT`, `FROM INFILE`).
 * Nothing behind the start of the rows is looked at: they are data, not SQL.
 */
export function parseInsert(tokens: Iterator<Token, unknown>): InsertStatement | undefined {
  const next: Next = () => {
    const step = tokens.next();
    return step.done === true ? undefined : (step.value as Token);
  };
  const target = readTarget(next);
  for (let token = target.following; token !== undefined; token = next()) {
    if (token.depth > 0) continue;
    if (['SELECT', 'WITH', 'FROM'].some((word) => isWord(token, word)) || token.text === ';') return undefined;
    if (isWord(token, 'VALUES')) return { kind: 'insert', format: 'Values', dataAt: token.end, targetEnd: undefined };
    if (isWord(token, 'FORMAT')) {
      const name = next();
      return name && { kind: 'insert', format: name.text, dataAt: name.end, targetEnd: target.end };
    }
  }
  return undefined;
}

/** `[INTO] [TABLE|FUNCTION] name[.name] [(columns)]`; a function takes no file, so it has no end to put one. */
function readTarget(next: Next): { end: number | undefined; following: Token | undefined } {
  let token = next();
  if (isWord(token, 'INTO')) token = next();
  const isFunction = isWord(token, 'FUNCTION');
  if (isFunction || isWord(token, 'TABLE')) token = next();
  let end = token?.end;
  token = next();
  while (token?.text === '.') {
    end = next()?.end;
    token = next();
  }
  if (token?.text === '(') {
    while (token !== undefined && !(token.text === ')' && token.depth === 0)) token = next();
    end = token?.end;
    token = next();
  }
  return { end: isFunction ? undefined : end, following: token };
}
