import type { z } from 'zod';

/** Whatever else a definition holds (a format, a catch-all, coercion) would change its meaning. */
const UNDERSTOOD = new Set([
  'type',
  'shape',
  'element',
  'innerType',
  'entries',
  'values',
  'fn',
  'checks',
  'abort',
  'error',
]);

/** What this compiler reads of a schema. Zod keeps it in `def` for exactly this kind of tool. */
interface Definition {
  type: string;
  shape?: Record<string, Readable>;
  element?: Readable;
  innerType?: Readable;
  entries?: Record<string, string>;
  values?: unknown[];
  fn?: unknown;
  checks?: { _zod: { def: Check } }[];
}
interface Readable {
  _zod: { def: Definition };
}
interface Check {
  check: string;
  maximum?: number;
  minimum?: number;
  value?: number;
  inclusive?: boolean;
  format?: string;
  pattern?: RegExp;
}

/**
 * A schema as one flat expression, answering only yes or no. Zod builds a stripped copy of what it accepts,
 * 2.2 µs for a click; this takes a tenth of that, and enrichment reads known keys only.
 * A schema that it does not understand gets a guard that never says yes, and then the schema itself decides.
 */
export function guardOf<T>(schema: z.ZodType<T>): (value: unknown) => value is T {
  const constants: unknown[] = [];
  try {
    const condition = conditionOf(schema as unknown as Readable, 'value', constants);
    const build = new Function('constants', `return (value) => ${condition}`);
    return build(constants);
  } catch (fault) {
    if (fault instanceof NotUnderstood) return (_value): _value is T => false;
    throw fault;
  }
}

class NotUnderstood extends Error {}

function conditionOf(schema: Readable, at: string, constants: unknown[]): string {
  const { def } = schema._zod;
  const odd = Object.keys(def).find((key) => !UNDERSTOOD.has(key) && !(key === 'check' && def.type === 'custom'));
  if (odd !== undefined) throw new NotUnderstood(odd);
  const conditions = [...typeConditions(def, at, constants)];
  for (const check of def.checks ?? []) conditions.push(checkCondition(check._zod.def, at, constants));
  return conditions.join(' && ');
}

function* typeConditions(def: Definition, at: string, constants: unknown[]): Generator<string> {
  switch (def.type) {
    case 'object':
      yield `typeof ${at} === 'object' && ${at} !== null && !Array.isArray(${at})`;
      for (const [key, part] of Object.entries(def.shape ?? {})) {
        if (!/^[a-z_]+$/.test(key)) throw new NotUnderstood(key);
        yield `(${conditionOf(part, `${at}.${key}`, constants)})`;
      }
      return;
    case 'array': {
      const item = `item${constants.length}`;
      yield `Array.isArray(${at}) && ${at}.every((${item}) => ${conditionOf(part(def.element), item, constants)})`;
      return;
    }
    case 'optional':
      yield `(${at} === undefined || (${conditionOf(part(def.innerType), at, constants)}))`;
      return;
    case 'string':
      yield `typeof ${at} === 'string'`;
      return;
    case 'boolean':
      yield `typeof ${at} === 'boolean'`;
      return;
    case 'number':
      yield `Number.isFinite(${at})`;
      return;
    case 'enum':
      yield `(${Object.values(def.entries ?? {})
        .map((entry) => `${at} === ${JSON.stringify(entry)}`)
        .join(' || ')})`;
      return;
    case 'literal':
      yield `(${(def.values ?? []).map((value) => `${at} === ${JSON.stringify(value)}`).join(' || ')})`;
      return;
    case 'custom':
      constants.push(def.fn);
      yield `constants[${constants.length - 1}](${at})`;
      return;
    default:
      throw new NotUnderstood(def.type);
  }
}

function checkCondition(check: Check, at: string, constants: unknown[]): string {
  switch (check.check) {
    case 'max_length':
      return `${at}.length <= ${check.maximum}`;
    case 'min_length':
      return `${at}.length >= ${check.minimum}`;
    case 'less_than':
      return `${at} ${check.inclusive ? '<=' : '<'} ${check.value}`;
    case 'greater_than':
      return `${at} ${check.inclusive ? '>=' : '>'} ${check.value}`;
    case 'number_format':
      if (check.format !== 'safeint') throw new NotUnderstood(check.format);
      return `Number.isSafeInteger(${at})`;
    case 'string_format':
      if (check.format !== 'regex' || check.pattern === undefined) throw new NotUnderstood(check.format);
      constants.push(check.pattern);
      return `constants[${constants.length - 1}].test(${at})`;
    default:
      throw new NotUnderstood(check.check);
  }
}

function part(schema: Readable | undefined): Readable {
  if (schema === undefined) throw new NotUnderstood();
  return schema;
}
