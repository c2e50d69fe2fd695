import { describe, expect, it } from 'vitest';
import { splitSql } from './sql-split.ts';

const texts = (sql: string) => splitSql(sql).map((statement) => statement.sql);

describe('splitSql', () => {
  it.each([
    ['a; b', ['a', 'b']],
    ['a;;\n ; b;', ['a', 'b']],
    ["SELECT 'x;y'; b", ["SELECT 'x;y'", 'b']],
    ["SELECT 'it''s; \\'; ok'; b", ["SELECT 'it''s; \\'; ok'", 'b']],
    ['SELECT `a;b`, "c;d"; b', ['SELECT `a;b`, "c;d"', 'b']],
    ['a -- not ; here\n b; c', ['a b', 'c']],
    ['a /* nor ; here */ b; c', ['a b', 'c']],
    ["SELECT '-- no comment', '/* nor this */'", ["SELECT '-- no comment', '/* nor this */'"]],
    ['SELECT $$ a; b $$; c', ['SELECT $$ a; b $$', 'c']],
    ['SELECT $x$ a; $$ b $x$; c', ['SELECT $x$ a; $$ b $x$', 'c']],
    ['a - b / c', ['a - b / c']],
    ['a--b\n;c', ['a', 'c']],
    ['  a\r\n\tb  ', ['a b']],
    ['-- only a comment', []],
    ['', []],
  ])('%j', (sql, expected) => {
    expect(texts(sql)).toEqual(expected);
  });

  it('hands the directives of a comment to the statement after it, and to no other', () => {
    expect(splitSql('-- @cluster everywhere\n-- plain\na; b').map(({ directives }) => directives)).toEqual([
      { cluster: 'everywhere' },
      {},
    ]);
  });
});
