import { formatCount } from '../format.ts';
import type { Answered } from '../overview/answer.ts';
import type { Metric } from '../overview/metrics.ts';
import { METRICS } from '../overview/metrics.ts';
import { Change } from './change.tsx';
import { Sparkline } from './sparkline.tsx';

interface MetricCardsProps {
  answered: Answered | null;
  chosen: Metric;
  onChoose: (metric: Metric) => void;
}

const Inside = ({ metric, answered }: { metric: Metric; answered: Answered | null }) => {
  if (answered === null)
    return (
      <>
        <span class="number">
          <span class="ghost">0,000</span>
        </span>
        <span class="change">
          <span class="ghost">+00%</span>
        </span>
      </>
    );
  const now = metric.total(answered.now);
  return (
    <>
      <span class="number">{formatCount(now)}</span>
      <Change now={now} before={answered.before ? metric.total(answered.before) : undefined} />
      <Sparkline points={metric.series(answered.now)} />
    </>
  );
};

/** The main numbers; the chosen one is drawn large below. Radio buttons, so arrow keys walk them. */
export const MetricCards = ({ answered, chosen, onChoose }: MetricCardsProps) => (
  <fieldset class="cards" aria-busy={answered === null}>
    <legend class="unseen">Number to draw</legend>
    {METRICS.map((metric) => (
      <label key={metric.name} class={`card ${metric.tone}`} title={metric.meaning}>
        <input
          type="radio"
          class="unseen"
          name="metric"
          value={metric.name}
          checked={metric === chosen}
          onChange={() => onChoose(metric)}
        />
        <span class="card-face">
          <span class="label">{metric.label}</span>
          <Inside metric={metric} answered={answered} />
        </span>
      </label>
    ))}
  </fieldset>
);
