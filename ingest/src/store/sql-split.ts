/** One statement of a migration, without comments, with the `@directives` of the comments before it. */
export interface SqlStatement {
  sql: string;
  /** `-- @cluster everywhere` becomes `{ cluster: 'everywhere' }`. */
  directives: Readonly<Record<string, string>>;
}

/** Comments, quoted text (backslash and doubled quotes escape), heredocs, the separator, then anything else. */
const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`\\]|\\[\s\S]|``)*`|\$(\w*)\$[\s\S]*?\$\1\$|;|\s+|[^\s;'"`$/-]+|[\s\S]/g;

const DIRECTIVE = /^--\s*@(\w+)\s+(.+?)\s*$/;

const isComment = (token: string) => token.startsWith('--') || (token.startsWith('/*') && token.length > 1);

/**
 * Splits a file at the semicolons that end statements, and only there. White space between tokens becomes one space,
 * so that a checksum of the result ignores layout and comments.
 */
export function splitSql(text: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  let sql = '';
  let directives: Record<string, string> = {};
  const close = () => {
    if (sql.trim() !== '') statements.push({ sql: sql.trim(), directives });
    sql = '';
    directives = {};
  };
  for (const [token] of text.matchAll(TOKEN)) {
    const directive = DIRECTIVE.exec(token);
    if (token === ';') close();
    else if (directive !== null) directives[directive[1] ?? ''] = directive[2] ?? '';
    else if (isComment(token) || token.trim() === '') sql = sql.endsWith(' ') || sql === '' ? sql : `${sql} `;
    else sql += token;
  }
  close();
  return statements;
}
