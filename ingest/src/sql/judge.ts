import { isAllowedFunction, TABLE_FUNCTIONS } from './functions.ts';
import type { SyntaxNode } from './syntax-tree.ts';

/**
 * Parts of a SELECT that a query may have. Everything else is refused: SETTINGS (`Set`), other statements, and the transformers APPLY and
 * REPLACE, whose expressions the engine does not print.
 */
const KINDS = new Set([
  'SelectWithUnionQuery',
  'SelectIntersectExceptQuery',
  'SelectQuery',
  'ExpressionList',
  'Function',
  'Literal',
  'Identifier',
  'Asterisk',
  'QualifiedAsterisk',
  'TablesInSelectQuery',
  'TablesInSelectQueryElement',
  'TableExpression',
  'TableIdentifier',
  'Subquery',
  'TableJoin',
  'ArrayJoin',
  'OrderByElement',
  'StorageOrderByElement',
  'WithElement',
  'WindowDefinition',
  'WindowListElement',
  'InterpolateElement',
  'ColumnsExceptTransformer',
  'ColumnsTransformerList',
]);

const PLAIN_NAME = /^([A-Za-z_]\w*)(?: \(alias .*\))?$/;
const ALIAS = / \(alias .*\)$/;
const MEMBERSHIP = /^(global)?(not)?(null)?in(ignoreset)?$/i;
const VIRTUAL = /(^|\.)_/;

/** Why this tree must not run, or undefined. `databases` in lower case. */
export function judge(tree: readonly SyntaxNode[], databases: ReadonlySet<string>): string | undefined {
  if (tree[0]?.kind !== 'SelectWithUnionQuery') return 'Only SELECT is possible here.';
  for (const node of tree) {
    const reason = judgeNode(node, databases);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function judgeNode(node: SyntaxNode, databases: ReadonlySet<string>): string | undefined {
  if (!KINDS.has(node.kind)) return refusalOfKind(node.kind);
  if (node.kind === 'TableIdentifier') return judgeTable(node);
  if (node.kind === 'Function') return judgeFunction(node);
  if (node.kind === 'Identifier') return judgeIdentifier(node, databases);
  return undefined;
}

function refusalOfKind(kind: string): string {
  if (kind === 'Set') return 'A query cannot bring SETTINGS.';
  if (/Apply|Replace|Regexp/.test(kind))
    return 'APPLY, REPLACE and COLUMNS(…) are not possible here: name the columns.';
  if (/^(Select|With|Table|Column|Sample|Ratio)/.test(kind))
    return `This part of a SELECT is not possible here (${kind}).`;
  return 'Only SELECT is possible here.';
}

function judgeTable({ text }: SyntaxNode): string | undefined {
  return PLAIN_NAME.test(text) ? undefined : 'A table is one plain name, without a database: see the list of tables.';
}

function judgeFunction({ text, parent }: SyntaxNode): string | undefined {
  const name = PLAIN_NAME.exec(text)?.[1];
  if (name === undefined) return 'A function has an unusual name.';
  if (parent?.kind === 'TableExpression') {
    return TABLE_FUNCTIONS.has(name.toLowerCase()) ? undefined : `The table function ${name} is not possible here.`;
  }
  return isAllowedFunction(name) ? undefined : `The function ${name} is not possible here.`;
}

function judgeIdentifier({ text, parent, index }: SyntaxNode, databases: ReadonlySet<string>): string | undefined {
  const name = text.replace(ALIAS, '');
  const [first = '', ...rest] = name.split('.');
  // An alias may stand where a table is expected (`WITH other.table AS t SELECT 1 IN t`), so this holds wherever a name stands.
  if (rest.length > 0 && databases.has(first.toLowerCase())) return 'A name begins with that of a database.';
  if (VIRTUAL.test(name)) return 'Columns that begin with an underscore are the store’s own.';
  const call = parent?.parent;
  const isTable =
    parent?.kind === 'ExpressionList' &&
    index === 1 &&
    call?.kind === 'Function' &&
    MEMBERSHIP.test(call.text.replace(ALIAS, ''));
  return isTable && rest.length > 0 ? 'IN takes a list, a subquery or a table by its plain name.' : undefined;
}
