import { formatShare } from '../format.ts';

/** A share, and how sure it is. */
export const Interval = ({ rate, interval }: { rate: number | null; interval: readonly [number, number] | null }) => {
  if (rate === null) return <>–</>;
  const sure = interval
    ? `between ${formatShare(interval[0])} and ${formatShare(interval[1])}, with 95 % certainty`
    : '';
  return <span title={sure}>{formatShare(rate)}</span>;
};
