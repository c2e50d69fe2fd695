import { formatCount, plural } from '../format.ts';
import { type Delivered, readDelivered } from '../overview/delivery.ts';
import { useResource } from '../resource.ts';

const exact = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 2 });

/** 99.996 % is not all of it: nothing is rounded up to a whole. */
const shareOf = ({ received, expected }: Delivered) =>
  exact.format(received === expected ? 1 : Math.floor((received / expected) * 10_000) / 10_000);

/** The owner's question before any other: is anything missing? */
export const DeliveryLine = ({ range }: { range: { from: number; to: number } }) => {
  const { value } = useResource(`${range.from} ${range.to}`, () => readDelivered(range)).value;
  if (!value || value.expected === 0) return null;
  const facts: [string, number][] = [
    ['batches that arrived', value.received],
    ['batches that browsers sent and that are missing', value.expected - value.received],
    ['batches that may still be on their way', value.pending],
    ['events that the server refused one by one', value.rejected],
    ['events that the store refused, kept as dead letters', value.deadLetters],
    ...value.dropped.map(([reason, count]): [string, number] => [`events that browsers gave up: ${reason}`, count]),
  ];
  return (
    <details class={`delivery ${value.gaps > 0 ? 'lossy' : ''}`}>
      <summary>
        Received <b>{shareOf(value)}</b> of what browsers sent;{' '}
        {value.gaps === 0 ? 'no gaps' : plural(value.gaps, 'gap', 'gaps')}
      </summary>
      <dl>
        {facts.map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
};
