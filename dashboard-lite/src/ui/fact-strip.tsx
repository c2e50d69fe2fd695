import type { Answered } from '../overview/answer.ts';
import { FACTS } from '../overview/metrics.ts';
import { Change } from './change.tsx';

/** Numbers of the whole range without a course of their own. */
export const FactStrip = ({ answered }: { answered: Answered }) => (
  <dl class="fact-strip">
    {FACTS.map(({ label, meaning, value, format, lessIsBetter }) => (
      <div key={label} title={meaning}>
        <dt>{label}</dt>
        <dd>
          <b>{format(value(answered.now))}</b>
          <Change
            now={value(answered.now)}
            before={answered.before ? value(answered.before) : undefined}
            lessIsBetter={lessIsBetter}
          />
        </dd>
      </div>
    ))}
  </dl>
);
