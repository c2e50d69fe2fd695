/** One node of the engine's own syntax tree. */
export interface SyntaxNode {
  kind: string;
  /** What stands behind the kind: a function's name, a table's, a literal's value, with the alias. */
  text: string;
  parent: SyntaxNode | undefined;
  /** Its place among the parent's children. */
  index: number;
  children: number;
}

const LINE = /^( *)([A-Za-z:]+)(?: (?!\(children \d+\)$)(.*?))?(?: \(children (\d+)\))?$/;

/**
 * Reads what `EXPLAIN AST` printed. A name with a line break in it could print lines of its own, so every line must be a node, and every
 * node must have as many children as it says: a text that is not exactly one tree is undefined.
 */
export function readSyntaxTree(printed: string): SyntaxNode[] | undefined {
  const nodes: SyntaxNode[] = [];
  const expected: number[] = [];
  const open: SyntaxNode[] = [];
  for (const line of printed.replace(/\n$/, '').split('\n')) {
    const [, indent, kind, text = '', children = '0'] = LINE.exec(line) ?? [];
    if (indent === undefined || kind === undefined) return undefined;
    const depth = indent.length;
    const parent = open[depth - 1];
    if (depth > open.length || (depth > 0 && parent === undefined) || (depth === 0 && nodes.length > 0))
      return undefined;
    const node: SyntaxNode = { kind, text, parent, index: parent?.children ?? 0, children: 0 };
    if (parent) parent.children += 1;
    open.length = depth;
    open.push(node);
    nodes.push(node);
    expected.push(Number(children));
  }
  return nodes.every((node, at) => node.children === expected[at]) ? nodes : undefined;
}
