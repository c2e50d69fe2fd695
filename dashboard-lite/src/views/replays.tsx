import { useSignal } from '@preact/signals';
import { now } from '../clock.ts';
import { formatAgo, formatDuration, formatMoment, plural } from '../format.ts';
import { queryOf, question } from '../overview/question.ts';
import { countryName } from '../places.ts';
import { readReplays } from '../replays/replay-api.ts';
import { useResource } from '../resource.ts';
import { parameter, setParameter } from '../state.ts';
import { Choice } from '../ui/choice.tsx';
import { FilterChips } from '../ui/filter-chips.tsx';
import { FilterForm } from '../ui/filter-form.tsx';
import { Frame } from '../ui/frame.tsx';
import { Link } from '../ui/link.tsx';
import { Empty, Trouble } from '../ui/notice.tsx';
import { RangePicker } from '../ui/range-picker.tsx';
import type { ReplayItem } from '../wire.ts';

/** What is worth watching first. The values are fields of the API's filters. */
const TROUBLES = [
  { value: '', label: 'All' },
  { value: 'rage', label: 'Rage clicks' },
  { value: 'dead', label: 'Dead clicks' },
  { value: 'errors', label: 'Errors' },
] as const;

const Worries = ({ item }: { item: ReplayItem }) => (
  <span class="worries">
    {item.rage_count > 0 && <span class="tag worry">{item.rage_count} rage</span>}
    {item.dead_count > 0 && <span class="tag worry">{item.dead_count} dead</span>}
    {item.error_count > 0 && <span class="tag worry">{plural(item.error_count, 'error', 'errors')}</span>}
    {item.is_live && <span class="tag on">now</span>}
    {item.notes.map((note) => (
      <span key={note} class="tag" title="What the recorder had to say">
        {note}
      </span>
    ))}
  </span>
);

const Row = ({ item }: { item: ReplayItem }) => (
  <li>
    <Link href={`/replays/${encodeURIComponent(item.session_replay_id)}`} class="replay">
      <span class="name">
        {item.user_id ?? `visitor ${item.visitor_id.slice(-6)}`}
        <small>{item.paths.slice(0, 3).join(', ')}</small>
      </span>
      <span title={formatMoment(item.started_at_ms)}>{formatAgo(item.started_at_ms, now.value)}</span>
      <span class="count">{formatDuration(item.duration_ms / 1_000)}</span>
      <span>
        {plural(item.page_count, 'page', 'pages')}, {plural(item.click_count, 'click', 'clicks')}
        <small>
          {[item.country && countryName(item.country), item.browser, item.device].filter(Boolean).join(' · ')}
        </small>
      </span>
      <Worries item={item} />
    </Link>
  </li>
);

const List = ({ query }: { query: URLSearchParams }) => {
  const more = useSignal<ReplayItem[]>([]);
  const next = useSignal<string | null>(null);
  const { value, error, busy } = useResource(String(query), async () => {
    const page = await readReplays(query);
    more.value = [];
    next.value = page.next_cursor;
    return page;
  }).value;
  if (error) return <Trouble error={error} />;
  if (!value) return <div class="chart-ghost" aria-busy="true" />;
  const items = [...value.items, ...more.value];
  if (items.length === 0)
    return (
      <Empty title="No recordings here">
        <p>
          Recording is off until you ask for it: add <code>data-replay="on"</code> to the script tag, or a share of
          sessions such as <code>data-replay="0.1"</code>. Texts and inputs are masked unless you unmask them.
        </p>
      </Empty>
    );
  const readMore = async () => {
    const onward = new URLSearchParams(query);
    onward.set('cursor', next.value ?? '');
    const page = await readReplays(onward);
    more.value = [...more.value, ...page.items];
    next.value = page.next_cursor;
  };
  return (
    <div aria-busy={busy}>
      <ol class="replays">
        {items.map((item) => (
          <Row key={item.session_replay_id} item={item} />
        ))}
      </ol>
      {next.value && (
        <footer class="panel-foot">
          <button type="button" class="button" onClick={() => void readMore()}>
            Show older recordings
          </button>
        </footer>
      )}
    </div>
  );
};

export const Replays = () => {
  const asked = question.value;
  const trouble = TROUBLES.find(({ value }) => value === parameter('with'))?.value ?? '';
  const query = queryOf(asked.range, asked.filters);
  query.delete('tz');
  if (trouble) query.append('filter', `${trouble}:at_least:1`);
  return (
    <Frame title="Replays" lead="Watch what happened, newest first." controls={<RangePicker question={asked} />}>
      <div class="narrowing">
        <Choice
          label="With"
          options={TROUBLES}
          value={trouble}
          onChoose={(value) => setParameter('with', value || null)}
        />
        <FilterChips filters={asked.filters} />
        <FilterForm without={['referrer', 'region']} />
      </div>
      <section class="panel" aria-label="Recordings">
        <List query={query} />
      </section>
    </Frame>
  );
};
