import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Session } from 'chdb';
import type { StoreClient } from '../../src/store/index.ts';

/** What one statement cost: wall clock with the result in hand, and the engine's own figures from its log. */
export interface Cost {
  ms: number;
  peakBytes: number;
  readBytes: number;
  readRows: number;
  shippedBytes: number;
}

const UNITS: Record<string, number> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/** A parameter as `SET` takes it: texts inside of a list have quotes of their own. */
const literal = (value: unknown): string => {
  if (Array.isArray(value))
    return `[${value.map((item) => (typeof item === 'string' ? `\\'${literal(item)}\\'` : literal(item))).join(',')}]`;
  return typeof value === 'string' ? value.replace(/[\\']/g, '\\$&') : String(value);
};

/**
 * The engine in this very process, so that both sides are measured alike and without a wire between. It has no query log, but its
 * debug log carries what that table would: bytes read and peak memory per query.
 */
export function openEngine(directory: string) {
  mkdirSync(dirname(directory), { recursive: true });
  const logFile = `${directory}.engine.log`;
  rmSync(logFile, { force: true });
  const session = new Session(directory, { connectionArgs: ['--logger.level=debug', `--logger.log=${logFile}`] });
  let tag = 0;

  function logSince(offset: number): string {
    const file = openSync(logFile, 'r');
    const text = Buffer.alloc(fstatSync(file).size - offset);
    readSync(file, text, 0, text.length, offset);
    closeSync(file);
    return text.toString();
  }

  async function figures(
    offset: number,
    mark: string,
  ): Promise<{ peakBytes: number; readBytes: number; readRows: number }> {
    for (let attempt = 0; attempt < 200; attempt++) {
      const lines = logSince(offset).split('\n');
      const id = lines
        .find((line) => line.includes('executeQuery') && line.includes(`(comment: ${mark})`))
        ?.match(/\{([0-9a-f-]{36})\}/)?.[1];
      const own = id === undefined ? [] : lines.filter((line) => line.includes(`{${id}}`));
      const read = own.map((line) => /executeQuery: Read (\d+) rows, ([\d.]+) (\w+) in/.exec(line)).find(Boolean);
      const peak = own.map((line) => /Query peak memory usage: ([\d.]+) (\w+)/.exec(line)).find(Boolean);
      if (peak) {
        return {
          peakBytes: Number(peak[1]) * (UNITS[peak[2] ?? ''] ?? 1),
          readBytes: read ? Number(read[2]) * (UNITS[read[3] ?? ''] ?? 1) : 0,
          readRows: read ? Number(read[1]) : 0,
        };
      }
      await delay(2);
    }
    return { peakBytes: Number.NaN, readBytes: Number.NaN, readRows: Number.NaN };
  }

  const run = (sql: string) => String(session.query(sql, 'JSONEachRow'));
  const rowsOf = <Row>(text: string): Row[] =>
    text.trim() === ''
      ? []
      : text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Row);

  const costs: Cost[] = [];
  async function measure(sql: string): Promise<string> {
    const mark = `bench-${++tag}`;
    run(`SET log_comment = '${mark}'`);
    const offset = existsSync(logFile) ? statSync(logFile).size : 0;
    const began = performance.now();
    const text = run(sql);
    const ms = performance.now() - began;
    costs.push({ ms, shippedBytes: Buffer.byteLength(text), ...(await figures(offset, mark)) });
    return text;
  }

  interface Call {
    query: string;
    query_params?: Record<string, unknown>;
    clickhouse_settings?: Record<string, unknown>;
  }
  const bind = ({ query_params = {} }: Call) => {
    const sets = Object.entries(query_params).map(([name, value]) => `param_${name} = '${literal(value)}'`);
    if (sets.length > 0) run(`SET ${sets.join(', ')}`);
  };
  const withSettings = ({ query, clickhouse_settings = {} }: Call) => {
    const list = Object.entries(clickhouse_settings).filter(([name]) => name !== 'readonly');
    if (list.length > 0) run(`SET ${list.map(([name, value]) => `${name} = '${value}'`).join(', ')}`);
    return query;
  };

  /** As much of the client as the rollup and the overview use, one statement after the other. */
  const client = {
    async command(call: Call) {
      bind(call);
      run(withSettings(call));
    },
    async query(call: Call) {
      bind(call);
      const text = await measure(withSettings(call));
      return { json: async () => rowsOf(text) };
    },
  } as unknown as StoreClient;

  return {
    run,
    rows: <Row>(sql: string) => rowsOf<Row>(run(sql)),
    measure,
    client,
    /** The costs since the last call. */
    takeCosts: () => costs.splice(0),
    close: () => session.close(),
  };
}
export type BenchEngine = ReturnType<typeof openEngine>;
