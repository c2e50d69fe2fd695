import { formatChange, formatCount } from '../format.ts';

interface FigureProps {
  label: string;
  /** Null while it is being counted. */
  value: { now: number; before: number } | null;
  beforeLabel: string;
  tone: 'page-view' | 'click' | 'plain';
}

function Change({ value, beforeLabel }: { value: { now: number; before: number }; beforeLabel: string }) {
  if (value.before === 0) return <>none {beforeLabel}</>;
  return (
    <>
      <b>{formatChange(value.now, value.before)}</b> against {formatCount(value.before)} {beforeLabel}
    </>
  );
}

/** One exact number, and the same stretch before it. */
export const Figure = ({ label, value, beforeLabel, tone }: FigureProps) => (
  <div class={`figure ${tone}`} aria-busy={value === null}>
    <dt>{label}</dt>
    <dd class="number">{value ? formatCount(value.now) : <span class="ghost">000</span>}</dd>
    <dd class="change">
      {value ? <Change value={value} beforeLabel={beforeLabel} /> : <span class="ghost">counting since midnight</span>}
    </dd>
  </div>
);
