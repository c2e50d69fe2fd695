import { useEffect } from 'preact/hooks';
import { feed, trouble } from '../feed.ts';
import { answered, overviewTrouble, startOverview } from '../overview/answer.ts';
import { PANELS } from '../overview/breakdowns.ts';
import { METRICS, metricNamed } from '../overview/metrics.ts';
import { isSame, question } from '../overview/question.ts';
import { isOwner } from '../session.ts';
import { parameter, setParameter } from '../state.ts';
import { BreakdownPanel } from '../ui/breakdown-panel.tsx';
import { DeliveryLine } from '../ui/delivery-line.tsx';
import { FactStrip } from '../ui/fact-strip.tsx';
import { FilterChips } from '../ui/filter-chips.tsx';
import { FilterForm } from '../ui/filter-form.tsx';
import { Frame } from '../ui/frame.tsx';
import { LineChart } from '../ui/line-chart.tsx';
import { Link } from '../ui/link.tsx';
import { LiveCount } from '../ui/live-count.tsx';
import { MachinesLine } from '../ui/machines-line.tsx';
import { MetricCards } from '../ui/metric-cards.tsx';
import { Empty, Trouble } from '../ui/notice.tsx';
import { OverflowNotice, useLimits } from '../ui/overflow-notice.tsx';
import { RangePicker } from '../ui/range-picker.tsx';
import { RecentReplays } from '../ui/recent-replays.tsx';
import { SignInPanel } from '../ui/sign-in-panel.tsx';
import { SplitChart } from '../ui/split-chart.tsx';

const NobodyYet = () => (
  <section class="panel">
    <Empty title="Nobody has walked here yet">
      <p>As soon as a page with your snippet is opened, it counts here, within seconds.</p>
      <Link href="/install" class="button primary">
        Put the snippet on a page
      </Link>
    </Empty>
  </section>
);

const Course = () => {
  const metric = metricNamed(parameter('metric'));
  const known = answered.value;
  return (
    <>
      <MetricCards
        answered={known}
        chosen={metric}
        onChoose={({ name }) => setParameter('metric', name === METRICS[0]?.name ? null : name)}
      />
      <section class="panel course" aria-label={metric.label} aria-busy={known === null}>
        {known ? (
          <>
            <LineChart
              label={metric.label}
              tone={metric.tone}
              points={metric.series(known.now)}
              before={known.before ? metric.series(known.before) : []}
              beforeLabel={known.question.beforeLabel}
            />
            <FactStrip answered={known} />
          </>
        ) : (
          <div class="chart-ghost" />
        )}
      </section>
    </>
  );
};

export const Overview = () => {
  useEffect(startOverview, []);
  const asked = question.value;
  const known = answered.value;
  const limits = useLimits();
  return (
    <Frame title="Overview" lead={<LiveCount />} controls={<RangePicker question={asked} />}>
      {overviewTrouble.value && !trouble.value && <Trouble error={overviewTrouble.value} />}
      {limits && (
        <OverflowNotice limits={limits}>
          {isOwner.value && <Link href="/settings?part=limits">Limits</Link>}
        </OverflowNotice>
      )}
      <div class="narrowing">
        <FilterChips filters={asked.filters} />
        <FilterForm />
      </div>
      {feed.value?.events.length === 0 ? (
        <NobodyYet />
      ) : (
        <div class={`overview ${known && !isSame(known.question, asked) ? 'stale' : ''}`}>
          <Course />
          <div class="panels">
            {PANELS.map(({ name, title, tables }) => (
              <BreakdownPanel key={name} name={name} title={title} tables={tables} answer={known?.now} />
            ))}
            <SignInPanel auth={known?.now.auth_overview} />
            <section class="panel" aria-labelledby="panel-split" aria-busy={known === null}>
              <header class="panel-head">
                <h2 id="panel-split">People who come back</h2>
              </header>
              {known && <SplitChart split={known.now.daily_active_users_split} />}
            </section>
          </div>
          {known && known.now.recent_replays.length > 0 && <RecentReplays items={known.now.recent_replays} />}
          {/* Asked when the numbers are there: it costs as much as they do, and nobody reads it first. */}
          {known && <DeliveryLine range={asked.range} />}
          {limits && <MachinesLine limits={limits} />}
        </div>
      )}
    </Frame>
  );
};
