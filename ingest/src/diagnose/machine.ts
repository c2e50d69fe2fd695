import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import type { Config } from '../config.ts';
import { type Finding, fault, note, ok } from './finding.ts';

const GB = 1_073_741_824;
/** As the spool: from here on events are refused. */
const KEEP_FREE = { bytes: GB, share: 0.1 };
const LITTLE_MEMORY = 1.5 * GB;
const MIN_NODE = [20, 19] as const;

/** What the machine offers: disk, memory, Node. */
export async function checkMachine(config: Config): Promise<Finding[]> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isOld = major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1]);
  return [
    isOld
      ? fault(`Node ${process.versions.node} is too old`, `Install Node ${MIN_NODE.join('.')} or newer.`)
      : ok(`Node ${process.versions.node}, ${availableParallelism()} cores`),
    totalmem() < LITTLE_MEMORY
      ? note(`${gb(totalmem())} of memory are little for the embedded store`, 'Give it 2 GB, or set CLICKHOUSE_URL.')
      : ok(`${gb(totalmem())} of memory`),
    ...(await checkDataDir(config.dataDir)),
  ];
}

async function checkDataDir(dir: string): Promise<Finding[]> {
  let mode: number;
  try {
    mode = statSync(dir).mode;
  } catch {
    return [note(`${dir} does not exist yet`, 'The first start makes it. Is TRODDEN_DATA_DIR the one of the server?')];
  }
  const { bavail, blocks, bsize, ffree, files } = await statfs(dir);
  const free = bavail * bsize;
  const keep = Math.min(KEEP_FREE.bytes, blocks * bsize * KEEP_FREE.share);
  return [
    (mode & 0o077) === 0
      ? ok(`${dir} is its owner's alone`)
      : fault(`${dir} can be read by others`, `chmod 700 ${dir}: it holds keys and people's data.`),
    free < keep
      ? fault(
          `${gb(free)} free on its disk: events are refused`,
          'Free some: `trodden-ingest storage` says what takes room.',
        )
      : free < 2 * keep
        ? note(`${gb(free)} free on its disk`, `Events are refused from ${gb(keep)} on.`)
        : ok(`${gb(free)} free on its disk`),
    ...(files > 0 && ffree / files < 0.05 ? [fault('The disk has hardly any free inodes', 'Free some files.')] : []),
  ];
}

const gb = (bytes: number) => `${(bytes / GB).toFixed(1)} GB`;
