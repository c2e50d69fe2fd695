import { createHmac } from 'node:crypto';
import { COOKIELESS_PREFIX } from '../contract/limits.ts';
import { networkOf } from '../middleware/index.ts';
import { createRecent, type Recent } from '../recent.ts';
import type { DailySalt } from './salt.ts';

const IDLE_MS = 30 * 60_000;
/** About 30 MB when full. Whoever is forgotten begins another session, under the same visitor. */
const REMEMBERED_VISITORS = 100_000;
/** Of an IPv6 address: what one site has. Of an IPv4 address the last octet goes. */
const KEPT_GROUPS = 3;

export interface Visit {
  visitor_id: string;
  session_id: string;
}

/** Facts of the request, none of which is kept. */
export interface Caller {
  project: string;
  address: string;
  userAgent: string | undefined;
  nowMs: number;
}

/** Tells the visitors of a day apart without anything on their devices. */
export interface Cookieless {
  /** The ids to store for what a client sent; its own, unless it asks for this by the prefix of its visitor id. */
  visitOf(sent: Visit, caller: Caller): Visit;
}

interface Seen {
  session: string;
  lastMs: number;
}

/** A UUID v7 that begins at `ms`: the rollup puts a session where its id says that it began. */
function sessionId(ms: number, random: Buffer): string {
  const bytes = Buffer.from(random.subarray(0, 16));
  bytes.writeUIntBE(ms, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * Visitor: a keyed hash of the project, the truncated address and the user agent; the key is random, lives for one day (UTC), and is
 * then deleted, so that nothing links a visitor of today with one of yesterday. Session: batches of that visitor received without
 * a pause of 30 minutes. It ends with its day, and when the server starts again.
 */
export function createCookieless(salts: DailySalt): Cookieless {
  let today = '';
  let seen: Recent<string, Seen> = createRecent(REMEMBERED_VISITORS);

  return {
    visitOf(sent, { project, address, userAgent, nowMs }) {
      if (!sent.visitor_id.startsWith(COOKIELESS_PREFIX)) return sent;
      const { day, salt } = salts.of(nowMs);
      if (day !== today) {
        today = day;
        seen = createRecent(REMEMBERED_VISITORS);
      }
      const hash = (text: string) => createHmac('sha256', salt).update(text).digest();
      const facts = JSON.stringify([project, networkOf(address, KEPT_GROUPS), userAgent ?? '']);
      const visitor_id = COOKIELESS_PREFIX + hash(facts).subarray(0, 16).toString('base64url');
      const known = seen.get(visitor_id);
      const goesOn = known !== undefined && nowMs - known.lastMs <= IDLE_MS;
      const session = goesOn ? known.session : sessionId(nowMs, hash(`${visitor_id}/${nowMs}`));
      seen.set(visitor_id, { session, lastMs: Math.max(nowMs, known?.lastMs ?? 0) });
      return { visitor_id, session_id: session };
    },
  };
}
