/** Why an event was given up, each counted. */
export type DropReason = 'age' | 'overflow' | 'size' | 'hook' | 'partial' | 'gone';

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

/** A segment begins; what still waits of earlier ones counts as adopted from here on. */
export const newTally = (adopted: number): Tally => ({ created: 0, adopted, acked: 0, dead: 0, dropped: {} });

/** For the batch that closes now, as JSON, without what is 0. */
export const countsOf = (tally: Tally): string => JSON.stringify(tally, (_name, value) => value || undefined);

export const drop = ({ dropped }: Tally, reason: DropReason, count: number): void => {
  if (count) dropped[reason] = (dropped[reason] ?? 0) + count;
};
