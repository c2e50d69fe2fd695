export interface Placeholder {
  name: string;
  type: string;
}

/** What is a text or a comment holds no placeholder. */
const PIECE = /'(?:[^'\\]|\\.|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|\{\s*([A-Za-z_]\w*)\s*:\s*([A-Za-z][\w(), ']*?)\s*\}/g;

/** The `{name:Type}` of a query, each name once, in their order. */
export function placeholdersOf(query: string): Placeholder[] {
  const found = new Map<string, Placeholder>();
  for (const [, name, type] of query.matchAll(PIECE)) {
    if (name && type && !found.has(name)) found.set(name, { name, type });
  }
  return [...found.values()];
}
