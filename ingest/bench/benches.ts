/** One number of the table, and where a bench's words have it. */
export interface Figure {
  what: string;
  unit: string;
  /** Its first group is the number. */
  said: RegExp;
}

export interface Bench {
  name: string;
  /** What stands behind `node --import tsx`. */
  file: string;
  /** A folder without which it is left out. */
  needs?: string;
  /** For a first impression, all together in five minutes. */
  quick: readonly string[];
  /** What the figures in the READMEs were measured with. */
  full: readonly string[];
  figures: readonly Figure[];
}

/** `npm install --prefix sdk/bench/peers` puts them there; without them nothing is compared. */
const PEERS = 'sdk/bench/peers/node_modules';

/** Of the row that begins with this, the cell with this number. */
const cell = (row: string, at: number) => new RegExp(`^\\| ${row} \\|(?:[^|]*\\|){${at}} (-?[\\d.]+)`, 'm');
/** `console.table` separates by another line. */
const ingestCell = (row: string, at: number) => new RegExp(`'${row}'\\s*│(?:[^│]*│){${at}}\\s*([\\d.]+)`);

export const BENCHES: readonly Bench[] = [
  {
    name: 'ingest',
    file: 'ingest/bench/ingest/run.ts',
    quick: ['--rounds', '1', '--seconds', '3', '--only', 'zod,trodden'],
    full: ['--rounds', '3'],
    figures: [
      { what: 'durable, enriched ingest, 32 connections', unit: 'events/s', said: ingestCell('trodden', 0) },
      { what: 'Express + parse + zod without storing, the same load', unit: 'events/s', said: ingestCell('zod', 0) },
      { what: 'durable ingest, share of that floor', unit: '%', said: /durable and enriched: (\d+) %/ },
      { what: 'acknowledged and not stored', unit: 'events', said: ingestCell('trodden', 8) },
      { what: 'ack at 5,000 events/s, p50', unit: 'ms', said: /open loop.*ack p50 ([\d.]+) ms/ },
      { what: 'ack at 5,000 events/s, p99', unit: 'ms', said: /open loop.*p99 ([\d.]+) ms/ },
    ],
  },
  {
    name: 'overview',
    file: 'ingest/bench/overview/run.ts',
    quick: ['--users=30000', '--rounds=3'],
    full: ['--rounds=5'],
    figures: [
      { what: 'overview: events in the store', unit: 'events', said: /^(\d+) events$/m },
      { what: 'overview, the questions of one JSON table', unit: 'ms', said: /^base\s+sum ([\d.]+) ms/m },
      { what: 'overview, the same questions of ours', unit: 'ms', said: /^ours\s+sum ([\d.]+) ms/m },
      { what: 'overview, how much faster', unit: 'times', said: /^speed-up ([\d.]+)x/m },
      { what: 'overview, fewer bytes read', unit: 'times', said: /^speed-up [\d.]+x, bytes read (\d+)x/m },
    ],
  },
  {
    name: 'clickmap',
    file: 'ingest/bench/clickmap/run.ts',
    quick: ['--events=1000000', '--rounds=3', '--only=ms'],
    full: ['--rounds=7', '--only=ms'],
    figures: [
      { what: 'clickmap: clicks on the page', unit: 'clicks', said: /events, (\d+) clicks/ },
      { what: 'clickmap, elements and grid', unit: 'ms', said: /^elements \+ grid \S+ ms\)\s+([\d.]+) ms/m },
      { what: 'clickmap, one viewport', unit: 'ms', said: /^one viewport, .* ms\)\s+([\d.]+) ms/m },
      { what: 'clickmap, unique clickers', unit: 'ms', said: /^unique clickers \S+ ms\)\s+([\d.]+) ms/m },
      { what: 'clickmap, rows read for one needed', unit: 'rows', said: /one viewport reads ([\d.]+) times/ },
    ],
  },
  {
    name: 'recordings',
    file: 'ingest/bench/replay/run.ts',
    quick: ['60', '--ingest'],
    full: ['400'],
    figures: [
      {
        what: 'recordings in small chunks, acknowledged after fsync',
        unit: 'MB/s',
        said: /^ingest: .* at (\d+) MB\/s/m,
      },
      {
        what: 'recordings in large chunks, acknowledged after fsync',
        unit: 'MB/s',
        said: /^ingest: [^\n]*\n[\s\S]*?^ingest: .* at (\d+) MB\/s/m,
      },
    ],
  },
  {
    name: 'session',
    file: 'sdk/bench/session/run.ts',
    quick: ['--rounds', '1'],
    full: ['--rounds', '3'],
    figures: [
      { what: 'page load, script time added', unit: 'ms', said: cell('ours', 0) },
      { what: '300 clicks, script time added', unit: 'ms', said: cell('ours', 1) },
      { what: 'one click with it, p50', unit: 'ms', said: cell('ours', 2) },
      { what: 'one click without it, p50', unit: 'ms', said: cell('control', 2) },
      { what: '300 clicks, requests', unit: 'requests', said: cell('ours', 3) },
      { what: '300 clicks, sent', unit: 'KB', said: cell('ours', 4) },
      { what: 'script fetched, before zipping', unit: 'KB', said: cell('ours', 5) },
    ],
  },
  {
    name: 'peers',
    needs: PEERS,
    file: 'sdk/bench/session/run.ts',
    quick: ['--rounds', '1', '--peers', PEERS],
    full: ['--rounds', '3', '--peers', PEERS],
    figures: ['ours', 'posthog', 'clarity', 'plausible'].flatMap((name) => [
      { what: `beside peers: ${name}, page load, script time added`, unit: 'ms', said: cell(name, 0) },
      { what: `beside peers: ${name}, 300 clicks, script time added`, unit: 'ms', said: cell(name, 1) },
      { what: `beside peers: ${name}, one click, p50`, unit: 'ms', said: cell(name, 2) },
      { what: `beside peers: ${name}, requests`, unit: 'requests', said: cell(name, 3) },
      { what: `beside peers: ${name}, sent`, unit: 'KB', said: cell(name, 4) },
    ]),
  },
  {
    name: 'recorder',
    file: 'sdk/bench/replay/run.ts',
    quick: ['--rounds=1'],
    full: ['--rounds=3'],
    figures: [
      { what: 'recording 300 clicks, script time of it alone', unit: 'ms', said: cell('so replay alone', 1) },
      { what: 'the same with bare rrweb and gzip', unit: 'ms', said: cell('floor', 1) },
      { what: 'recording 300 clicks, sent', unit: 'KB', said: cell('whole SDK with replay', 3) },
    ],
  },
  {
    name: 'overlay',
    file: 'sdk/bench/overlay/run.ts',
    quick: [],
    full: [],
    figures: [
      { what: 'overlay on 2,000 elements: open and placed', unit: 'ms', said: /until open and placed: (\d+) ms/ },
      { what: 'overlay, the counts painted anew', unit: 'ms', said: /paint of the counts.*: ([\d.]+) ms/ },
      { what: 'overlay, frames while scrolling', unit: 'a second', said: /while scrolling: (\d+)/ },
      { what: 'the same page without it', unit: 'a second', said: /while scrolling: \d+ \(without the map (\d+)\)/ },
    ],
  },
];
