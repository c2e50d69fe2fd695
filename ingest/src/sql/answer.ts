import type { QueryAnswer } from '../contract/index.ts';
import { LIMITS } from './limits.ts';

export type Answer = QueryAnswer;

interface Printed {
  meta?: { name: string; type: string }[];
  data: unknown[];
}

type Convert = (value: unknown) => unknown;

const WIDE = /^(?:Nullable\(|LowCardinality\(|SimpleAggregateFunction\(\w+, )*U?Int64\)*$/;

/** 64-bit integers travel as text, so that none is rounded on its way; those that JSON's numbers hold become numbers. */
const asNumber: Convert = (value) => {
  const number = typeof value === 'string' ? Number(value) : value;
  return Number.isSafeInteger(number) ? number : value;
};

function converterOf(type: string): Convert | undefined {
  if (WIDE.test(type)) return asNumber;
  const inner = /^Array\((.+)\)$/.exec(type)?.[1];
  const convert = inner === undefined ? undefined : converterOf(inner);
  return convert && ((value) => (Array.isArray(value) ? value.map(convert) : value));
}

export function shapeAnswer(printed: unknown, elapsedMs: number): Answer {
  const { meta = [], data } = printed as Printed;
  const converters = meta.map(({ type }) => converterOf(type));
  const rows = (data as unknown[][])
    .slice(0, LIMITS.rows)
    .map((row) => row.map((value, at) => converters[at]?.(value) ?? value));
  return {
    columns: meta.map(({ name, type }) => ({ name, type })),
    rows,
    elapsed_ms: Math.round(elapsedMs),
    truncated: data.length > LIMITS.rows,
  };
}
