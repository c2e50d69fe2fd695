import { queryOf, question } from '../overview/question.ts';
import { readReplays } from '../replays/replay-api.ts';
import { parameter, setParameter } from '../state.ts';
import { Choice } from '../ui/choice.tsx';
import { FilterChips } from '../ui/filter-chips.tsx';
import { FilterForm } from '../ui/filter-form.tsx';
import { Frame } from '../ui/frame.tsx';
import { Empty } from '../ui/notice.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { RangePicker } from '../ui/range-picker.tsx';
import { ReplayRow } from '../ui/replay-row.tsx';

/** What is worth watching first. The values are fields of the API's filters. */
const TROUBLES = [
  { value: '', label: 'All' },
  { value: 'rage', label: 'Rage clicks' },
  { value: 'dead', label: 'Dead clicks' },
  { value: 'errors', label: 'Errors' },
] as const;

const None = () => (
  <Empty title="No recordings here">
    <p>
      Recording is off until you ask for it: add <code>data-replay="on"</code> to the script tag, or a share of sessions
      such as <code>data-replay="0.1"</code>; or set the share in the settings. Texts and inputs are masked unless you
      unmask them.
    </p>
  </Empty>
);

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
        <PagedList
          question={String(query)}
          read={async (cursor) => {
            const asked = new URLSearchParams(query);
            if (cursor) asked.set('cursor', cursor);
            const { items, next_cursor } = await readReplays(asked);
            return { items, next: next_cursor };
          }}
          class="replays"
          none={<None />}
          more="Show older recordings"
        >
          {(item) => <ReplayRow key={item.session_replay_id} item={item} />}
        </PagedList>
      </section>
    </Frame>
  );
};
