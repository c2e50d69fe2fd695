import type { StoreClient } from '../store/index.ts';
import { type Claim, insertSign, newestTerm, type Term } from './terms.ts';

/** A leader that gave no sign of life for this long, by the watcher's own clock, has lost its term. */
export const LEASE_MS = 10_000;
/** Between two signs of life. */
export const SIGN_EVERY_MS = LEASE_MS / 4;
/** A claim counts only when reading and claiming together took no longer; so two claims of one term always see each other. */
const CLAIM_WITHIN_MS = 1_000;
const SETTLE_MS = 2 * CLAIM_WITHIN_MS;

export interface LeaseOptions {
  client: StoreClient;
  /** Names the data directory and this life of its process: `<node>/<random>`. */
  holder: string;
  /** The store belongs to this node: there is nobody to agree with, and no need for signs of life. */
  isAlone: boolean;
  /** A clock that only goes forward, in milliseconds. */
  clock: () => number;
  sleep: (ms: number) => Promise<void>;
}

export interface Lease {
  /** Claims the term if it is free, or says who leads by answering false. */
  lead(): Promise<boolean>;
  /** Takes the term from whoever has it, and waits until that one must have noticed: for repairs. False when another one did so too. */
  takeOver(): Promise<boolean>;
  /** Gives a sign of life when one is due; false when somebody else has taken over. */
  keep(): Promise<boolean>;
  /** Whether this process may still begin a statement: half of the lease is left. */
  isHeld(): boolean;
  /** Lets go at once, so that nobody has to wait for the lease to run out. */
  release(): Promise<void>;
}

const nodeOf = (holder: string) => holder.slice(0, holder.indexOf('/'));
/** The same for everybody who reads the same claims. */
export const winnerOf = (claims: readonly Claim[]) => claims.map(({ holder }) => holder).sort()[0];

/**
 * One leader at a time, without locks, which ClickHouse does not have: every term is claimed by appending rows that all candidates
 * read after the same wait, and the smallest name wins. Clocks of different machines are never compared.
 */
export function createLease({ client, holder, isAlone, clock, sleep }: LeaseOptions): Lease {
  let held: { term: number; beat: number; provenAt: number } | undefined;
  let watched = { sign: '', since: clock() };

  function isFree(newest: Term | undefined): boolean {
    if (newest === undefined || newest.isReleased) return true;
    const winner = winnerOf(newest.claims) ?? '';
    // An earlier life of this very node: its directory lock is ours now, so it cannot be running.
    if (nodeOf(winner) === nodeOf(holder)) return true;
    const sign = `${newest.term} ${winner} ${newest.beat}`;
    if (sign !== watched.sign) watched = { sign, since: clock() };
    return clock() - watched.since >= LEASE_MS;
  }

  const claim = (term: number) => insertSign(client, { term, holder, kind: 'claim', beat: 1 });

  return {
    async lead() {
      const began = clock();
      const newest = await newestTerm(client);
      if (!isFree(newest)) return false;
      const term = (newest?.term ?? 0) + 1;
      await claim(term);
      if (!isAlone) {
        if (clock() - began > CLAIM_WITHIN_MS) return false;
        await sleep(SETTLE_MS);
        const now = await newestTerm(client);
        if (now?.term !== term || winnerOf(now.claims) !== holder) return false;
      }
      held = { term, beat: 1, provenAt: clock() };
      return true;
    },

    async takeOver() {
      const term = ((await newestTerm(client))?.term ?? 0) + 1;
      await claim(term);
      let beat = 1;
      // Whoever waits for the lease meanwhile must not take this for silence.
      for (let waited = 0; waited < LEASE_MS; waited += SIGN_EVERY_MS) {
        await sleep(SIGN_EVERY_MS);
        await insertSign(client, { term, holder, kind: 'alive', beat: ++beat });
      }
      held = { term, beat, provenAt: Number.NEGATIVE_INFINITY };
      return this.keep();
    },

    async keep() {
      if (held === undefined) return false;
      const now = clock();
      if (now - held.provenAt < SIGN_EVERY_MS) return true;
      const beat = isAlone ? held.beat : held.beat + 1;
      const { term } = held;
      if (!isAlone) await insertSign(client, { term, holder, kind: 'alive', beat });
      const newest = await newestTerm(client);
      const isMine = newest?.term === term && winnerOf(newest.claims) === holder;
      held = isMine ? { term, beat, provenAt: now } : undefined;
      return isMine;
    },

    isHeld: () => held !== undefined && clock() - held.provenAt < LEASE_MS / 2,

    async release() {
      if (held === undefined) return;
      const { term, beat } = held;
      held = undefined;
      await insertSign(client, { term, holder, kind: 'released', beat: beat + 1 });
    },
  };
}
