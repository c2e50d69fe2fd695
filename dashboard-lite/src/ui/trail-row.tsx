import type { Kind } from '../describe.ts';
import { KIND_LABELS, titleOf } from '../describe.ts';
import { formatAgo, formatClock, plural } from '../format.ts';
import type { Step, Trail } from '../trails.ts';

/** Room for half a mark at both ends, in percent of the lane. */
const INSET = 1.5;
const across = (at: number) => `${(INSET + at * (100 - 2 * INSET)).toFixed(2)}%`;

const shapeOf = (step: Step) => {
  const x = across(step.at);
  if (step.kind === 'page-view') return <circle cx={x} cy="20" r="6" />;
  if (step.kind === 'click') return <line x1={x} x2={x} y1="13" y2="27" />;
  return <circle cx={x} cy="20" r="4.5" />;
};

const LAYERS: readonly Kind[] = ['page-view', 'other', 'custom', 'auth', 'click'];

/** Thin marks on top of round ones, so that none hides another. */
const bySize = (steps: readonly Step[]) => steps.toSorted((a, b) => LAYERS.indexOf(a.kind) - LAYERS.indexOf(b.kind));

const Mark = ({ step }: { step: Step }) => (
  <g class={`step ${step.kind}`}>
    <title>{`${formatClock(step.event.event_at_ms)} · ${KIND_LABELS[step.kind]} · ${titleOf(step.event)} · ${step.event.path}`}</title>
    {shapeOf(step)}
  </g>
);

/** One visitor's way through the last minutes, left to right. */
export const TrailRow = ({ trail, now }: { trail: Trail; now: number }) => {
  const [first] = trail.steps;
  const last = trail.steps.at(-1);
  return (
    <li class="trail">
      <div class="walker">
        <span class={trail.person.state === 'signed in' ? 'name known' : 'name'}>{trail.person.name}</span>
        <span class="where">{trail.path}</span>
      </div>
      <svg class="lane" aria-hidden="true">
        <line class="ground" x1="0" x2="100%" y1="20" y2="20" />
        {first && last && <line class="walked" x1={across(first.at)} x2={across(last.at)} y1="20" y2="20" />}
        {bySize(trail.steps).map((step) => (
          <Mark key={step.id} step={step} />
        ))}
      </svg>
      <p class="tally">
        {plural(trail.pageViews, 'view', 'views')} · {plural(trail.clicks, 'click', 'clicks')}
        <small>{formatAgo(trail.lastAtMs, now)}</small>
      </p>
    </li>
  );
};
