import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enrichChunk } from '../../src/enrich/index.ts';
import type { RunningServer } from '../../src/server.ts';
import type { StoreClient } from '../../src/store/index.ts';
import { readDeadLetters, replayDeadLetter } from '../../src/store/index.ts';
import { REPLAY_LAYOUT } from '../../src/store/replay-columns.ts';
import { clientOf, codeOf, rowsOf, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';
import { chunkOf, mark, move, sendChunk, sendChunkOk, snapshot } from './chunks.ts';

const scratch = scratchDir();
let server: RunningServer;
let client: StoreClient;

beforeAll(async () => {
  server = await startHere(scratch.dir);
  client = await clientOf(scratch.dir);
});
afterAll(async () => {
  await client?.close();
  await server?.stop();
  scratch.remove();
});

interface Stored {
  n: number;
  events: string;
  scrubbed: number;
}

async function stored(session: string, chunks: number): Promise<Stored[]> {
  for (let tries = 0; ; tries++) {
    const rows = await rowsOf<Stored>(
      client,
      `SELECT count() OVER () AS n, events, scrubbed FROM replay_chunks WHERE session_id = '${session}' ORDER BY chunk_seq`,
    );
    const [summary] = await rowsOf<{ chunk_count: number }>(
      client,
      `SELECT chunk_count FROM replays FINAL WHERE session_id = '${session}'`,
    );
    if ((rows.length >= chunks && summary?.chunk_count === rows.length) || tries > 100) return rows;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('POST /v1/replay', () => {
  test('what was sent is what is stored, byte for byte; a repeat is stored once', async () => {
    const now = Date.now();
    const text = 'Grüße \\ "quoted" \u2028 \ud83d\ude00 \t tab \n line';
    const events = [snapshot(now - 10, [{ type: 3, id: 3, textContent: text }]), move(now)];
    const chunk = chunkOf(events, { session_id: 's-bytes' });
    await sendChunkOk(server.url, chunk);
    await sendChunkOk(server.url, chunk);
    const rows = await stored('s-bytes', 1);
    await sendChunkOk(server.url, chunk);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.events).toBe(JSON.stringify(events));
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(await stored('s-bytes', 1)).toHaveLength(1);
  });

  test('a chunk among the dead letters goes back to its replay, once', async () => {
    const now = Date.now();
    const events = [snapshot(now - 500), mark(now, 'click', "o'b\\a")];
    const chunk = chunkOf(events, { session_id: 's-dead' });
    const enriched = enrichChunk(chunk, JSON.stringify(events), {
      project: 'default',
      receivedAtMs: now,
      sendClockMs: now,
      userAgent: undefined,
      country: '',
    });
    if ('fault' in enriched) throw new Error(enriched.fault);
    const letter = {
      project: 'default',
      event_id: chunk.chunk_id,
      block_id: '77',
      died_at: now,
      target: 'replay_chunks',
      error_code: 27,
      reason: 'was refused',
      row: REPLAY_LAYOUT.jsonOfRow(`77\t${enriched.row}`),
      replayed: false,
      version: now,
    };
    await client.insert({ table: 'dead_letter', values: [letter], format: 'JSONEachRow' });
    const [found] = (await readDeadLetters(client, 10)).filter(({ event_id }) => event_id === chunk.chunk_id);
    if (found === undefined) throw new Error('no letter');
    for (let times = 0; times < 2; times++) await replayDeadLetter(client, found);
    const rows = await stored('s-dead', 1);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.events).toBe(JSON.stringify(events));
    expect((await readDeadLetters(client, 10)).map(({ event_id }) => event_id)).not.toContain(chunk.chunk_id);
    const [sum] = await rowsOf<Record<string, unknown>>(
      client,
      `SELECT click_count, snapshot_count FROM replays FINAL WHERE session_id = 's-dead'`,
    );
    expect(sum).toEqual({ click_count: 1, snapshot_count: 1 });
  });

  test('a replay is summed up from its chunks, by one clock for each page load', async () => {
    const ahead = 2 * 86_400_000;
    const now = Date.now() + ahead;
    const common = { session_id: 's-sum', auth: { state: 'signed-in' as const, user_id: 'u1', team_id: 'red' } };
    const first = [snapshot(now - 5_000), mark(now - 4_900, 'page-view', '/a'), mark(now - 4_000, 'click', 'button')];
    await sendChunkOk(server.url, chunkOf(first, { ...common, auth: { state: 'anonymous' } }), now - 3_000);
    const second = [move(now - 2_000), mark(now - 1_500, 'dead', 'button'), mark(now - 1_000, 'note', 'thinned')];
    await sendChunkOk(server.url, chunkOf(second, { ...common, chunk_seq: 1 }), now);
    await stored('s-sum', 2);
    const [row] = await rowsOf<Record<string, unknown>>(
      client,
      `SELECT user_id, team_id, user_ids, auth_state, toUnixTimestamp64Milli(ended_at) - toUnixTimestamp64Milli(started_at) AS ms,
              click_count, dead_count, page_count, tab_count, paths, notes, snapshot_count, chunk_count,
              abs(toUnixTimestamp64Milli(ended_at) - ${Date.now()}) < 60000 AS is_recent
       FROM replays FINAL WHERE session_id = 's-sum'`,
    );
    expect(row).toMatchObject({
      user_id: 'u1',
      team_id: 'red',
      user_ids: ['u1'],
      auth_state: 'signed-in',
      ms: 4000,
      click_count: 1,
      dead_count: 1,
      page_count: 1,
      tab_count: 1,
      paths: ['/a'],
      notes: ['thinned'],
      snapshot_count: 1,
      chunk_count: 2,
      is_recent: 1,
    });
  });

  test('what no recorder should have sent is taken out and counted', async () => {
    const now = Date.now();
    const field = (attributes: object) => ({ type: 2, id: 4, tagName: 'input', attributes, childNodes: [] });
    const events = [
      snapshot(now, [
        field({ type: 'password', value: 'hunter2' }),
        field({ type: 'text', autocomplete: 'cc-number', value: '4111' }),
        field({ onclick: 'steal()', href: 'javascript:steal()', srcdoc: '<p>secret</p>' }),
        {
          type: 2,
          id: 5,
          tagName: 'a',
          attributes: { href: 'https://x.example/p?token=abc&utm_source=m#frag' },
          childNodes: [],
        },
        { type: 2, id: 6, tagName: 'script', attributes: {}, childNodes: [{ type: 3, id: 7, textContent: 'steal()' }] },
        { type: 3, id: 8, textContent: 'write to jane@example.com' },
      ]),
      {
        type: 3,
        timestamp: now,
        data: { source: 0, texts: [{ id: 8, value: 'jane@example.com' }], attributes: [], adds: [], removes: [] },
      },
    ];
    await sendChunkOk(server.url, chunkOf(events, { session_id: 's-scrub' }));
    const [row] = await stored('s-scrub', 1);
    for (const secret of ['hunter2', '4111', 'steal', 'secret', 'token=', 'frag', 'jane@'])
      expect(row?.events).not.toContain(secret);
    expect(row?.events).toContain('https://x.example/p?utm_source=m');
    expect(row?.scrubbed).toBe(8);
  });

  test.each([
    ['no events', { events: [] }, 'INVALID_BATCH'],
    ['an event that is none', { events: [{ type: 'x', timestamp: 1, data: {} }] }, 'INVALID_BATCH'],
    ['an event without data', { events: [{ type: 3, timestamp: Date.now() }] }, 'INVALID_BATCH'],
    ['a chunk id that is none', { chunk_id: 'x' }, 'INVALID_BATCH'],
    ['a key that is none', { key: 'pk_other' }, 'UNKNOWN_KEY'],
    ['too long ago', { events: [move(Date.now() - 40 * 86_400_000)] }, 'INVALID_BATCH'],
    ['far ahead', { events: [move(Date.now() + 3_600_000)] }, 'INVALID_BATCH'],
  ])('%s is refused', async (_name, parts, code) => {
    const response = await sendChunk(server.url, { ...chunkOf([move(Date.now())], { session_id: 's-no' }), ...parts });
    expect(await codeOf(response)).toBe(code);
  });

  test('events under a key that only the parser reads as theirs are refused: they would be kept as they came', async () => {
    const now = Date.now();
    const evil = [snapshot(now, [{ type: 3, id: 3, textContent: 'write to jane@example.com' }])];
    const escaped = String.raw`"\u0065vents"`;
    const hidden = [
      (chunk: string) => chunk.replace(/}$/, `,${escaped}:${JSON.stringify([move(now)])}}`),
      (chunk: string) => chunk.replace('"events":', `${escaped}:`).replace(/}$/, `,"events":5,${escaped}:[]}`),
      (chunk: string) => chunk.replace('"events":', `"events":5,${escaped}:`),
    ];
    for (const hide of hidden) {
      const body = hide(JSON.stringify(chunkOf(evil, { session_id: 's-hidden' })));
      const response = await fetch(`${server.url}/v1/replay?t=${now}`, { method: 'POST', body });
      expect([response.status, await codeOf(response)]).toEqual([400, 'INVALID_JSON']);
    }
    const twice = chunkOf(evil, { session_id: 's-hidden' });
    const body = JSON.stringify(twice).replace(/}$/, `,"events":${JSON.stringify([move(now)])}}`);
    expect((await fetch(`${server.url}/v1/replay?t=${now}`, { method: 'POST', body })).status).toBe(200);
    const rows = await stored('s-hidden', 1);
    expect(rows.map(({ events }) => JSON.parse(events))).toEqual([[move(now)]]);
  });

  test('bombs, depth and other bodies are refused', async () => {
    const post = (body: string | Uint8Array<ArrayBuffer>) => fetch(`${server.url}/v1/replay`, { method: 'POST', body });
    const deep = `{"events":${'['.repeat(3_000)}${']'.repeat(3_000)}}`;
    expect(await codeOf(await post('{'))).toBe('INVALID_JSON');
    expect(await codeOf(await post('null'))).toBe('INVALID_BATCH');
    expect(await codeOf(await post(deep))).toBe('INVALID_JSON');
    const nested = `${'{"childNodes":['.repeat(1_500)}${']}'.repeat(1_500)}`;
    const chunk = chunkOf([move(Date.now())], { chunk_id: randomUUID() });
    const tooDeep = JSON.stringify(chunk).replace('"source":1', `"node":${nested},"source":1`);
    expect(await codeOf(await post(tooDeep))).toBe('INVALID_JSON');
    expect(await codeOf(await post(Buffer.alloc(3_000_000, 32)))).toBe('TOO_LARGE');
    expect(await codeOf(await post(gzipSync(Buffer.alloc(20_000_000, 32))))).toBe('TOO_LARGE');
  });
});
