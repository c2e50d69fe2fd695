import { readClickmap, readComparison, readHours } from '../clickmaps/clickmap-api.ts';
import { elementName } from '../clickmaps/element-name.ts';
import { viewportsAround } from '../clickmaps/width.ts';
import { formatCount, formatShare } from '../format.ts';
import type { Question } from '../overview/question.ts';
import { queryOf, question } from '../overview/question.ts';
import { useResource } from '../resource.ts';
import { parameter, setParameter } from '../state.ts';
import { Choice } from '../ui/choice.tsx';
import { ClickmapPicture } from '../ui/clickmap-picture.tsx';
import { ComparisonTable } from '../ui/comparison-table.tsx';
import { Frame } from '../ui/frame.tsx';
import { HourGrid } from '../ui/hour-grid.tsx';
import { Icon } from '../ui/icon.tsx';
import { Interval } from '../ui/interval.tsx';
import { Link } from '../ui/link.tsx';
import { Empty, Trouble } from '../ui/notice.tsx';
import { OpenLive } from '../ui/open-live.tsx';
import { RangePicker } from '../ui/range-picker.tsx';
import { ScrollDepth } from '../ui/scroll-depth.tsx';
import type { ClickmapAnswer, ClickmapElement, ClickmapTotals } from '../wire.ts';

const KINDS = [
  { value: 'all', label: 'All clicks' },
  { value: 'dead', label: 'Dead' },
  { value: 'rage', label: 'Rage' },
  { value: 'error', label: 'Before an error' },
] as const;
const SIDES = [
  { value: 'now', label: 'This time' },
  { value: 'compared', label: 'Against the time before' },
  { value: 'picture', label: 'Without the live page' },
] as const;

const Totals = ({ totals }: { totals: ClickmapTotals }) => (
  <dl class="fact-strip alone">
    {(
      [
        ['Clicks', totals.clicks],
        ['People who clicked', totals.unique_clickers],
        ['Page views', totals.page_views],
        ['Dead clicks', totals.dead],
        ['Rage clicks', totals.rage],
        ['Before an error', totals.errors],
      ] as const
    ).map(([label, value]) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>
          <b>{formatCount(value)}</b>
        </dd>
      </div>
    ))}
  </dl>
);

const Watch = ({ element }: { element: ClickmapElement }) => {
  const newest = element.replays[0];
  if (!newest) return null;
  return (
    <Link href={`/replays/${encodeURIComponent(newest.session_replay_id)}?clock=${newest.at_ms}`} class="watch">
      <Icon name="play" />
      <span class="unseen">Watch somebody click it</span>
    </Link>
  );
};

const Elements = ({ answer }: { answer: ClickmapAnswer }) => {
  const most = Math.max(1, ...answer.elements.map(({ clicks }) => clicks));
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Element</th>
          <th scope="col">Clicks</th>
          <th scope="col">People</th>
          <th scope="col" title="Clicks for each page view that showed it">
            Rate
          </th>
          <th scope="col">Dead</th>
          <th scope="col">Rage</th>
        </tr>
      </thead>
      <tbody>
        {answer.elements.map((element, index) => (
          <tr key={`${element.key} ${index}`}>
            <th scope="row" style={{ '--share': `${(element.clicks / most) * 100}%` }}>
              <span>
                <Watch element={element} /> {elementName(element)}
              </span>
            </th>
            <td>{formatCount(element.clicks)}</td>
            <td>{formatCount(element.unique_clickers)}</td>
            <td>
              <Interval rate={element.rate} interval={element.interval} />
            </td>
            <td title={element.dead_reasons.map(({ reason, clicks }) => `${reason}: ${clicks}`).join('\n')}>
              {formatCount(element.dead)}
            </td>
            <td>{formatCount(element.rage)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** The page in words of the API, and the time. */
function askFor({ range }: Question, isGroup: boolean, page: string, kind: string): URLSearchParams {
  const query = queryOf(range, []);
  query.set(isGroup ? 'page_group' : 'path', page);
  if (kind !== 'all') query.set('kind', kind);
  const width = widthAsked();
  if (width > 0) for (const [name, value] of Object.entries(viewportsAround(width))) query.set(name, value);
  return query;
}

/** A replay leads here with the width of its window; 0 for all. */
const widthAsked = () => Number(parameter('width')) || 0;

const Now = ({ query }: { query: URLSearchParams }) => {
  const { value, error } = useResource(String(query), () => readClickmap(query)).value;
  const hours = useResource(String(query), () => readHours(query)).value;
  if (error) return <Trouble error={error} />;
  if (!value) return <div class="chart-ghost" aria-busy="true" />;
  return (
    <>
      <section class="panel" aria-label="Totals">
        <Totals totals={value.totals} />
      </section>
      <section class="panel breakdown wide" aria-labelledby="elements">
        <header class="panel-head">
          <h2 id="elements">Elements</h2>
          <small>Every group of clicks that could be told apart; on the live page they join</small>
        </header>
        {value.elements.length > 0 ? <Elements answer={value} /> : <Empty title="No such clicks in this time" />}
        {value.rest.elements > 0 && (
          <p class="nothing">
            {formatCount(value.rest.clicks)} more clicks on {formatCount(value.rest.elements)} other elements.
          </p>
        )}
      </section>
      <div class="panels">
        <section class="panel" aria-labelledby="depth">
          <header class="panel-head">
            <h2 id="depth">How far down they go</h2>
            {value.fold_px !== null && <small>Half of the screens end at {formatCount(value.fold_px)} px</small>}
          </header>
          <ScrollDepth scroll={value.scroll} />
        </section>
        <section class="panel" aria-labelledby="hours">
          <header class="panel-head">
            <h2 id="hours">When they click</h2>
          </header>
          {hours.value && <HourGrid hours={hours.value.hours} />}
        </section>
      </div>
    </>
  );
};

const Pictured = ({ query }: { query: URLSearchParams }) => {
  const { value, error } = useResource(String(query), () => readClickmap(query)).value;
  if (error) return <Trouble error={error} />;
  if (!value) return <div class="chart-ghost" aria-busy="true" />;
  return <ClickmapPicture query={query} elements={value.elements} />;
};

const Compared = ({ asked, query }: { asked: Question; query: URLSearchParams }) => {
  const both = new URLSearchParams(query);
  // The side that changed is b, the time asked for; a is the time before.
  both.set('b_from', String(asked.range.from));
  both.set('b_to', String(asked.range.to));
  both.set('from', String(asked.range.before.from));
  both.set('to', String(asked.range.before.to));
  const { value, error } = useResource(String(both), () => readComparison(both)).value;
  if (error) return <Trouble error={error} />;
  if (!value) return <div class="chart-ghost" aria-busy="true" />;
  return (
    <section class="panel breakdown wide" aria-labelledby="compared">
      <header class="panel-head">
        <h2 id="compared">What changed</h2>
        <small>
          {formatCount(value.a.clicks)} clicks before, {formatCount(value.b.clicks)} now
          {value.a.page_views > 0 && value.b.page_views > 0 && (
            <>
              {' · '}
              {formatShare(value.a.clicks / value.a.page_views)} and {formatShare(value.b.clicks / value.b.page_views)}{' '}
              a page view
            </>
          )}
        </small>
      </header>
      {value.elements.length > 0 ? <ComparisonTable elements={value.elements} /> : <Empty title="Nothing to compare" />}
    </section>
  );
};

export const ClickmapPage = () => {
  const asked = question.value;
  const group = parameter('group');
  const page = group ?? parameter('page') ?? '/';
  const kind = KINDS.find(({ value }) => value === parameter('kind'))?.value ?? 'all';
  const side = SIDES.find(({ value }) => value === parameter('side'))?.value ?? 'now';
  const query = askFor(asked, group !== null, page, kind);
  const View = side === 'picture' ? Pictured : Now;
  return (
    <Frame
      title={page}
      lead={
        <Link href="/clickmaps" class="back">
          <Icon name="back" /> All clickmaps
        </Link>
      }
      controls={<RangePicker question={asked} />}
    >
      <div class="narrowing">
        <Choice
          label="Clicks"
          options={KINDS}
          value={kind}
          onChoose={(next) => setParameter('kind', next === 'all' ? null : next)}
        />
        <Choice
          label="Side"
          options={SIDES}
          value={side}
          onChoose={(next) => setParameter('side', next === 'now' ? null : next)}
        />
        {widthAsked() > 0 && (
          <button type="button" class="tag" onClick={() => setParameter('width', null)}>
            Windows about {formatCount(widthAsked())} px wide: show all
          </button>
        )}
        {group === null && <OpenLive path={page} />}
      </div>
      {side === 'compared' ? <Compared asked={asked} query={query} /> : <View query={query} />}
    </Frame>
  );
};
