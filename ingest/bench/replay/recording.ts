import { randomUUID } from 'node:crypto';
import type { RecordedEvent, ReplayChunk } from '../../src/contract/index.ts';

/** Of the page in the peers' bench: about 1,500 elements, most of them in rows of a list. */
const ROWS = 240;
const CHUNK_MS = 10_000;
const MOVES_A_SECOND = 12;

const stars = (seed: number) => '*'.repeat(4 + (seed % 9));

function snapshotOf(timestamp: number): RecordedEvent {
  let id = 10;
  const text = (seed: number) => ({ type: 3, id: id++, textContent: stars(seed) });
  const element = (tagName: string, attributes: object, childNodes: object[]) => ({
    type: 2,
    id: id++,
    tagName,
    attributes,
    childNodes,
  });
  const rows = Array.from({ length: ROWS }, (_, row) =>
    element('li', { class: `row row-${row % 7}`, 'data-state': 'idle' }, [
      element('b', { class: 'title' }, [text(row)]),
      element('span', { class: 'price' }, [text(row * 3)]),
      element('button', { type: 'button', class: 'buy primary' }, [text(row * 5)]),
      element('a', { href: `https://shop.example/p/${row}`, title: stars(row) }, [text(row * 7)]),
    ]),
  );
  const css = Array.from(
    { length: 300 },
    (_, n) => `.c${n}>.d${n % 17}{color:rgb(${n % 255},40,90);padding:${n % 30}px ${n % 9}px}`,
  );
  const head = element('head', {}, [element('style', { _cssText: css.join('') }, [])]);
  const root = element('html', { lang: 'en' }, [head, element('body', {}, [element('ul', { id: 'list' }, rows)])]);
  return {
    type: 2,
    timestamp,
    data: { node: { type: 0, id: 1, childNodes: [root] }, initialOffset: { left: 0, top: 0 } },
  };
}

/** What a person and a lively page do in one second. */
function* secondOf(start: number, second: number): Generator<RecordedEvent> {
  const at = start + second * 1_000;
  const x = (n: number) => Math.round(500 + 400 * Math.sin((second * 13 + n) / 7));
  const y = (n: number) => Math.round(400 + 300 * Math.cos((second * 17 + n) / 9));
  const positions = Array.from({ length: MOVES_A_SECOND }, (_, n) => ({
    x: x(n),
    y: y(n),
    id: 20 + ((second * 31 + n) % 1_200),
    timeOffset: n * 80 - 960,
  }));
  yield { type: 3, timestamp: at, data: { source: 1, positions } };
  yield {
    type: 3,
    timestamp: at + 300,
    data: {
      source: 0,
      texts: [{ id: 20 + (second % 900), value: stars(second) }],
      attributes: [{ id: 30 + (second % 900), attributes: { class: `row row-${second % 7} is-active` } }],
      removes: [{ parentId: 12, id: 5_000 + second }],
      adds: [
        {
          parentId: 12,
          nextId: null,
          node: { type: 2, id: 5_001 + second, tagName: 'li', attributes: { class: 'row' }, childNodes: [] },
        },
      ],
    },
  };
  if (second % 3 === 0)
    yield { type: 3, timestamp: at + 500, data: { source: 2, type: 2, id: 40 + (second % 900), x: x(0), y: y(0) } };
  if (second % 4 === 0) yield { type: 3, timestamp: at + 700, data: { source: 3, id: 1, x: 0, y: second * 40 } };
  if (second % 5 === 0)
    yield { type: 5, timestamp: at + 800, data: { tag: 'trodden', payload: { kind: 'click', label: 'button' } } };
}

/** A session of so many seconds, chunk by chunk, with a full snapshot every four minutes; livelier pages fill their chunks. */
export function* recordSession(key: string, seconds: number, startMs: number, liveliness = 1): Generator<ReplayChunk> {
  const ids = { session_id: randomUUID(), tab_id: randomUUID(), session_replay_segment_id: randomUUID() };
  const chunkSeconds = CHUNK_MS / 1_000;
  for (let seq = 0; seq * chunkSeconds < seconds; seq++) {
    const events: RecordedEvent[] = [];
    if ((seq * chunkSeconds) % 240 === 0) {
      const at = startMs + seq * CHUNK_MS;
      events.push(
        { type: 4, timestamp: at, data: { href: 'https://shop.example/', width: 1280, height: 800 } },
        snapshotOf(at),
      );
    }
    for (let n = 0; n < chunkSeconds; n++)
      for (let times = 0; times < liveliness; times++) events.push(...secondOf(startMs, seq * chunkSeconds + n));
    const times = events.map(({ timestamp }) => timestamp);
    yield {
      key,
      chunk_id: randomUUID(),
      chunk_seq: seq,
      sent_at_ms: startMs,
      visitor_id: 'v'.concat(ids.session_id.slice(0, 8)),
      ...ids,
      auth: { state: 'anonymous' },
      first_event_at_ms: Math.min(...times),
      last_event_at_ms: Math.max(...times),
      events,
    };
  }
}
