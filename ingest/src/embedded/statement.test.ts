import { describe, expect, test } from 'vitest';
import { parseStatement, type Statement } from './statement.ts';

const SELECTED = { kind: 'read', format: undefined } as const;
const OTHER = { kind: 'other', format: undefined } as const;
const COPY = { kind: 'copy', format: undefined } as const;

describe('what a statement does', () => {
  test.each<[sql: string, is: { kind: Statement['kind']; format: string | undefined }]>([
    ['SELECT 1', SELECTED],
    ['  -- a\n /* INSERT */ select 1;', SELECTED],
    ['(SELECT 1) UNION ALL (SELECT 2)', SELECTED],
    ["WITH 'INSERT' AS x SELECT x", SELECTED],
    ['WITH x AS (SELECT 1) SELECT * FROM x', SELECTED],
    ['FROM t SELECT a', SELECTED],
    ['SHOW TABLES', SELECTED],
    ['EXPLAIN SYNTAX SELECT 1', SELECTED],
    ['SELECT 1 FORMAT JSON', { kind: 'read', format: 'JSON' }],
    ['SELECT 1 format CSV settings max_threads = 1', { kind: 'read', format: 'CSV' }],
    ['SELECT format FROM t', SELECTED],
    ["SELECT ' FORMAT JSON'", SELECTED],
    ['SELECT (SELECT 1 FORMAT Null)', SELECTED],
    ['CREATE TABLE t (a Int8) ENGINE = Memory', OTHER],
    ['CREATE TABLE t ENGINE = Memory AS SELECT 1', OTHER],
    ['ALTER TABLE t DELETE WHERE 1', OTHER],
    ['KILL QUERY WHERE 1 ASYNC', OTHER],
    ['', OTHER],
    ['INSERT INTO t SELECT 1', COPY],
    ['INSERT INTO t (a) SELECT a FROM u FORMAT Null', COPY],
    ['INSERT INTO t WITH 1 AS x SELECT x', COPY],
    ["INSERT INTO t FROM INFILE 'f' FORMAT CSV", COPY],
    ['WITH 1 AS x INSERT INTO t SELECT x', COPY],
    ["INSERT INTO FUNCTION null('a Int8') SELECT 1", COPY],
  ])('%s', (sql, is) => {
    expect(parseStatement(sql)).toEqual(is);
  });

  test.each(['SELECT 1; SELECT 2', 'SELECT 1;;x', "INSERT INTO t SELECT ';'; DROP TABLE t"])('%s is refused', (sql) => {
    expect(() => parseStatement(sql)).toThrow(expect.objectContaining({ code: 62 }));
  });

  test.each([
    "SELECT ';'",
    'SELECT 1;',
    'SELECT 1; -- ;',
    'SELECT `a;b`, $x$;$x$',
    "SELECT 'it''s; \\'; '",
    'SELECT "\\";"',
  ])('%s is one', (sql) => {
    expect(parseStatement(sql).kind).toBe('read');
  });
});

describe('rows behind an insert', () => {
  test.each<[sql: string, head: string, target: string | undefined, format: string]>([
    ['INSERT INTO t FORMAT JSONEachRow', 'INSERT INTO t FORMAT JSONEachRow', 'INSERT INTO t', 'JSONEachRow'],
    ['insert into t (a, `b)`) format TSV\n1;2', 'insert into t (a, `b)`) format TSV', 'insert into t (a, `b)`)', 'TSV'],
    [
      'INSERT INTO db.t(a) SETTINGS async_insert = 0 FORMAT CSV',
      'INSERT INTO db.t(a) SETTINGS async_insert = 0 FORMAT CSV',
      'INSERT INTO db.t(a)',
      'CSV',
    ],
    [
      'INSERT INTO TABLE `d`.`t` FORMAT CSV 1',
      'INSERT INTO TABLE `d`.`t` FORMAT CSV',
      'INSERT INTO TABLE `d`.`t`',
      'CSV',
    ],
    ['INSERT INTO format FORMAT CSV', 'INSERT INTO format FORMAT CSV', 'INSERT INTO format', 'CSV'],
    ['INSERT INTO values VALUES (1)', 'INSERT INTO values VALUES', undefined, 'Values'],
    ["INSERT INTO t VALUES ('SELECT'); ", 'INSERT INTO t VALUES', undefined, 'Values'],
    [
      "INSERT INTO FUNCTION null('a Int8') FORMAT CSV",
      "INSERT INTO FUNCTION null('a Int8') FORMAT CSV",
      undefined,
      'CSV',
    ],
    [
      'INSERT INTO t (* EXCEPT(b)) FORMAT CSV',
      'INSERT INTO t (* EXCEPT(b)) FORMAT CSV',
      'INSERT INTO t (* EXCEPT(b))',
      'CSV',
    ],
    [`INSERT INTO t FORMAT JSONEachRow {"a":"'`, 'INSERT INTO t FORMAT JSONEachRow', 'INSERT INTO t', 'JSONEachRow'],
  ])('%s', (sql, head, target, format) => {
    const statement = parseStatement(sql);
    if (statement.kind !== 'insert') throw new Error(`taken for ${statement.kind}`);
    const { dataAt, targetEnd } = statement;
    expect({
      head: sql.slice(0, dataAt),
      target: targetEnd && sql.slice(0, targetEnd),
      format: statement.format,
    }).toEqual({ head, target, format });
  });

  test('a string of some MB with nothing but escapes does not overflow anything', () => {
    expect(parseStatement(`SELECT '${"\\'''".repeat(1_000_000)}' FORMAT JSON`)).toEqual({
      kind: 'read',
      format: 'JSON',
    });
  });
});
