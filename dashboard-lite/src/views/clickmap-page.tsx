import { readClickmap } from '../clickmaps/clickmap-api.ts';
import { clickmapQuestion, widthAsked } from '../clickmaps/clickmap-question.ts';
import { formatCount } from '../format.ts';
import { question } from '../overview/question.ts';
import { useResource } from '../resource.ts';
import { parameter, setParameter } from '../state.ts';
import { Choice } from '../ui/choice.tsx';
import { ClickmapPicture } from '../ui/clickmap-picture.tsx';
import { Frame } from '../ui/frame.tsx';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/link.tsx';
import { Trouble } from '../ui/notice.tsx';
import { OpenLive } from '../ui/open-live.tsx';
import { RangePicker } from '../ui/range-picker.tsx';
import { Compared } from './clickmap/compared.tsx';
import { Now } from './clickmap/now.tsx';

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

const Pictured = ({ query }: { query: URLSearchParams }) => {
  const { value, error } = useResource(String(query), () => readClickmap(query)).value;
  if (error) return <Trouble error={error} />;
  if (!value) return <div class="chart-ghost" aria-busy="true" />;
  return <ClickmapPicture query={query} elements={value.elements} />;
};

export const ClickmapPage = () => {
  const asked = question.value;
  const group = parameter('group');
  const page = group ?? parameter('page') ?? '/';
  const kind = KINDS.find(({ value }) => value === parameter('kind'))?.value ?? 'all';
  const side = SIDES.find(({ value }) => value === parameter('side'))?.value ?? 'now';
  const query = clickmapQuestion(asked, { page, isGroup: group !== null, kind });
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
