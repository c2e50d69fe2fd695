/** How the text of a field is to be understood; `anchor` is JSON inside a string column. */
type Kind = 'text' | 'number' | 'flag' | 'json' | 'map' | 'list';

export type Field = readonly [name: string, kind: Kind];

/** What the fields of a table's rows mean, in their order. */
export interface RowLayout {
  readonly columns: readonly string[];
  /** One row as JSON text, for whoever has to read or keep it by itself. Fields that are empty are left out. */
  jsonOfRow(line: string): string;
  /** The fields that name a row, without looking at the rest. */
  namesOfRow(line: string, wanted: readonly string[]): Record<string, unknown>;
}

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;
const ESCAPES: Record<string, string> = { t: '\t', n: '\n', r: '\r' };

export function createLayout(fields: readonly Field[]): RowLayout {
  const columns = fields.map(([name]) => name);
  return {
    columns,
    jsonOfRow(line) {
      const parts: string[] = [];
      for (const [index, field] of line.split('\t').entries()) {
        const [name, kind] = fields[index] ?? [`field_${index}`, 'text'];
        if (field === '' || isEmptyLiteral(field, kind)) continue;
        parts.push(`${JSON.stringify(name)}:${jsonOfField(field, kind)}`);
      }
      return `{${parts.join()}}`;
    },
    namesOfRow(line, wanted) {
      const last = Math.max(...wanted.map((name) => columns.indexOf(name)));
      const texts = line.split('\t', last + 1);
      return Object.fromEntries(wanted.map((name) => [name, plain(texts[columns.indexOf(name)] ?? '')]));
    },
  };
}

const isEmptyLiteral = (field: string, kind: Kind) => (kind === 'map' || kind === 'list') && field.length === 2;

function jsonOfField(field: string, kind: Kind): string {
  if (kind === 'map' || kind === 'list') return jsonOfLiteral(field);
  if (kind === 'number' && NUMBER.test(field)) return field;
  if (kind === 'flag' && (field === 'true' || field === 'false')) return field;
  const text = plain(field);
  return kind === 'json' && isJson(text) ? text : JSON.stringify(text);
}

const plain = (text: string) => text.replace(/\\(.)/g, (_whole, char: string) => ESCAPES[char] ?? char);

/** A map or a list as ClickHouse writes it is JSON but for its quotes. */
const jsonOfLiteral = (text: string) =>
  text.replace(/'((?:[^'\\]|\\.)*)'/g, (_whole, inside: string) => JSON.stringify(plain(inside)));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
