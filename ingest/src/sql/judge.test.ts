import { expect, test } from 'vitest';
import { isAllowedFunction } from './functions.ts';
import { judge } from './judge.ts';
import { readSyntaxTree } from './syntax-tree.ts';

const tree = (...inner: string[]) =>
  readSyntaxTree(
    [
      'SelectWithUnionQuery (children 1)',
      ` ExpressionList (children ${inner.filter((line) => !line.startsWith('   ')).length})`,
      ...inner,
    ].join('\n'),
  );
const judged = (...inner: string[]) => judge(tree(...inner) ?? [], new Set(['default']));

test('a text that is not one tree is none', () => {
  expect(readSyntaxTree('SelectWithUnionQuery (children 1)\n Literal UInt64_1\n')).toHaveLength(2);
  expect(readSyntaxTree('SelectWithUnionQuery (children 2)\n Literal UInt64_1\n')).toBeUndefined();
  expect(readSyntaxTree('SelectWithUnionQuery (children 1)\n Literal UInt64_1 (alias a\n y)\n')).toBeUndefined();
  expect(readSyntaxTree('SelectWithUnionQuery (children 1)\n  Literal UInt64_1\n')).toBeUndefined();
  expect(readSyntaxTree('A\nB')).toBeUndefined();
});

test('unknown kinds, functions and qualified tables are refused', () => {
  expect(judged('  Literal UInt64_1')).toBeUndefined();
  expect(judged('  Function count (alias n)')).toBeUndefined();
  expect(judged('  Function hostName')).toContain('hostName');
  expect(judged('  Function sleep (alias count)')).toContain('sleep');
  expect(judged('  Set')).toContain('SETTINGS');
  expect(judged('  TableIdentifier events (alias e)')).toBeUndefined();
  expect(judged('  TableIdentifier other.events')).toBeDefined();
  expect(judged('  Identifier default.projects')).toBeDefined();
  expect(judged('  Identifier e.path')).toBeUndefined();
  expect(judged('  Identifier _part')).toBeDefined();
  expect(judged('  TableExpression (children 1)', '   Function url')).toContain('url');
  expect(judged('  TableExpression (children 1)', '   Function numbers')).toBeUndefined();
});

test('combinators count only on aggregates', () => {
  expect(isAllowedFunction('uniqExactIf')).toBe(true);
  expect(isAllowedFunction('SUMIfOrNull')).toBe(true);
  expect(isAllowedFunction('sleepIf')).toBe(false);
  expect(isAllowedFunction('countState')).toBe(false);
  expect(isAllowedFunction('If')).toBe(true);
  expect(isAllowedFunction('')).toBe(false);
});
