/** Why an event was given up, each counted. */
export type DropReason = 'age' | 'overflow' | 'size' | 'hook' | 'partial';

/** `created + adopted = acked + queued + dead + all dropped`, at every moment. */
export interface Tally {
  /** Events of this segment. */
  created: number;
  /** Events that earlier pages and segments left behind and this one took over. */
  adopted: number;
  acked: number;
  /** Refused by the server, each on its own. */
  dead: number;
  dropped: Partial<Record<DropReason, number>>;
}

/** A segment begins while events of an earlier one still wait: from here on they count as adopted. */
export const restart = (tally: Tally, adopted: number): unknown =>
  Object.assign(tally, { created: 0, adopted, acked: 0, dead: 0, dropped: {} });

/** For the batch that closes now, as JSON: what says nothing is left out. */
export const countsOf = (tally: Tally): string =>
  JSON.stringify(tally, (_name, value) => (value > 0 || Object.keys(value)[0] ? value : undefined));

export const drop = ({ dropped }: Tally, reason: DropReason, count: number): void => {
  if (count) dropped[reason] = (dropped[reason] ?? 0) + count;
};
