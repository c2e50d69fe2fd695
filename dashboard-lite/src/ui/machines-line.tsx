import { formatCount, plural } from '../format.ts';
import { machinesOf } from '../limits/overflow.ts';
import { isOwner } from '../session.ts';
import type { LimitsAnswer } from '../wire.ts';
import { Link } from './link.tsx';

/** Who of today was no person, in a line to open. */
export const MachinesLine = ({ limits }: { limits: LimitsAnswer }) => {
  const { total, reasons } = machinesOf(limits);
  if (total === 0) return null;
  const isMarked = limits.bots.policy === 'mark';
  return (
    <details class="delivery">
      <summary>
        <b>{plural(total, 'event', 'events')}</b> of today came from machines;{' '}
        {isMarked ? 'counted, and marked' : 'refused'}
      </summary>
      <dl>
        {reasons.map(([reason, count]) => (
          <div key={reason}>
            <dt>{reason}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      <p>
        {isMarked ? 'They are in all numbers; SQL tells them by the column bot.' : 'They are in no number.'}{' '}
        {isOwner.value && <Link href="/settings?part=limits">{isMarked ? 'Refuse them' : 'Keep and mark them'}</Link>}
      </p>
    </details>
  );
};
