import { useEffect } from 'preact/hooks';
import { now } from '../clock.ts';
import { feed, readBackTo } from '../feed.ts';
import { formatClock, plural } from '../format.ts';
import { trailsOf, WINDOW_MS, wholeSince } from '../trails.ts';
import { EventList } from '../ui/event-list.tsx';
import { Frame } from '../ui/frame.tsx';
import { Empty } from '../ui/notice.tsx';
import { TrailRow } from '../ui/trail-row.tsx';

/** More lanes than fit on a screen help nobody; the count above them stays whole. */
const MAX_LANES = 12;

const Legend = () => (
  <p class="legend" aria-hidden="true">
    <span class="page-view">Page view</span>
    <span class="click">Click</span>
    <span class="other">Anything else</span>
  </p>
);

const Trails = () => {
  const known = feed.value;
  if (!known) return <div class="lanes-ghost" aria-busy="true" />;
  const present = now.value;
  const { trails, windowMs } = trailsOf(known.events, present);
  const minutes = windowMs / 60_000;
  const since = Math.max(present - WINDOW_MS, wholeSince(known.events, known.cursor));
  const whole = since <= present - WINDOW_MS;
  if (trails.length === 0)
    return (
      <Empty title="Quiet for the last ten minutes">
        <p>Trails appear here as soon as somebody walks on a page with your snippet.</p>
      </Empty>
    );
  return (
    <>
      <p class="crowd">
        <b>{plural(trails.length, 'visitor', 'visitors')}</b>{' '}
        {whole ? 'in the last ten minutes' : `since ${formatClock(since)}, as far as the list below reaches`}
      </p>
      <ol class="trails">
        {trails.slice(0, MAX_LANES).map((trail) => (
          <TrailRow key={trail.visitorId} trail={trail} now={present} />
        ))}
      </ol>
      <p class="axis" aria-hidden="true">
        <span>{minutes} min ago</span>
        <span>{minutes / 2} min</span>
        <span>now</span>
      </p>
      {trails.length > MAX_LANES && (
        <p class="more">and {plural(trails.length - MAX_LANES, 'more visitor', 'more visitors')}</p>
      )}
    </>
  );
};

export const Live = () => {
  const count = feed.value?.events.length;
  useEffect(() => {
    if (count) void readBackTo(Date.now() - WINDOW_MS).catch(() => undefined);
  }, [Boolean(count)]);
  return (
    <Frame title="Live" lead="Who is walking where, as it happens. Asked again every two seconds.">
      {count !== 0 && (
        <section class="panel" aria-labelledby="trails">
          <header class="panel-head">
            <h2 id="trails">Trails</h2>
            <Legend />
          </header>
          <Trails />
        </section>
      )}
      <EventList />
    </Frame>
  );
};
