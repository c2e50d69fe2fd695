/** Why an event was given up, each counted. */
export type DropReason = 'age' | 'overflow' | 'size' | 'hook' | 'partial' | 'gone';

/** `created + adopted = acked + queued + dead + all dropped`, at every moment. */
export interface Tally {
  /** Events of this page. */
  created: number;
  /** Events that earlier pages left behind and this one took over. */
  adopted: number;
  acked: number;
  /** Refused by the server, each on its own. */
  dead: number;
  dropped: Partial<Record<DropReason, number>>;
}

export const drop = ({ dropped }: Tally, reason: DropReason, count: number): void => {
  if (count) dropped[reason] = (dropped[reason] ?? 0) + count;
};
