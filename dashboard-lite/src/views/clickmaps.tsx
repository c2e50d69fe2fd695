import { clickmapAddress } from '../clickmaps/clickmap-address.ts';
import { readPages } from '../clickmaps/clickmap-api.ts';
import { elementName } from '../clickmaps/element-name.ts';
import { formatCount, formatShare } from '../format.ts';
import { queryOf, question } from '../overview/question.ts';
import { useResource } from '../resource.ts';
import { parameter, setParameter } from '../state.ts';
import { Choice } from '../ui/choice.tsx';
import { Frame } from '../ui/frame.tsx';
import { Interval } from '../ui/interval.tsx';
import { Link } from '../ui/link.tsx';
import { Empty, Trouble } from '../ui/notice.tsx';
import { RangePicker } from '../ui/range-picker.tsx';
import type { ClickmapLeader, ClickmapPage } from '../wire.ts';

const KINDS = [
  { value: 'paths', label: 'Each page' },
  { value: 'groups', label: 'Page groups' },
] as const;

const PageTable = ({ pages }: { pages: readonly ClickmapPage[] }) => {
  const most = Math.max(1, ...pages.map(({ clicks }) => clicks));
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Page</th>
          <th scope="col">Clicks</th>
          <th scope="col">People</th>
          <th scope="col">Dead</th>
          <th scope="col">Rage</th>
        </tr>
      </thead>
      <tbody>
        {pages.map(({ value, clicks, unique_clickers, dead_share, rage_share }) => (
          <tr key={value}>
            <th scope="row" style={{ '--share': `${(clicks / most) * 100}%` }}>
              <Link href={clickmapAddress(value)} class="row-link">
                {value}
              </Link>
            </th>
            <td>{formatCount(clicks)}</td>
            <td>{formatCount(unique_clickers)}</td>
            <td>{formatShare(dead_share)}</td>
            <td>{formatShare(rage_share)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Leaders = ({ leaders }: { leaders: readonly ClickmapLeader[] }) => (
  <section class="panel breakdown" aria-labelledby="leaders">
    <header class="panel-head">
      <h2 id="leaders">Clicked most often when seen</h2>
    </header>
    <table>
      <thead>
        <tr>
          <th scope="col">Element</th>
          <th scope="col">Rate</th>
          <th scope="col">Seen</th>
        </tr>
      </thead>
      <tbody>
        {leaders.map((leader) => (
          <tr key={`${leader.page} ${leader.key}`}>
            <th scope="row" style={{ '--share': `${Math.min(1, leader.rate ?? 0) * 100}%` }}>
              <Link href={clickmapAddress(leader.page)} class="row-link">
                {elementName(leader)} <small>{leader.page}</small>
              </Link>
            </th>
            <td>
              <Interval rate={leader.rate} interval={leader.interval} />
            </td>
            <td>{formatCount(leader.exposures)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

export const Clickmaps = () => {
  const asked = question.value;
  const kind = parameter('pages') === 'groups' ? 'groups' : 'paths';
  const query = queryOf(asked.range, []);
  query.set('pages', kind);
  const { value, error, busy } = useResource(String(query), () => readPages(query)).value;
  return (
    <Frame
      title="Clickmaps"
      lead="Where people click, and where clicking does nothing. Open a page, then see the map on the page itself."
      controls={<RangePicker question={asked} />}
    >
      {error && <Trouble error={error} />}
      <section class="panel breakdown wide" aria-labelledby="pages" aria-busy={busy}>
        <header class="panel-head">
          <h2 id="pages">Pages by clicks</h2>
          <Choice
            label="Pages"
            options={KINDS}
            value={kind}
            onChoose={(next) => setParameter('pages', next === 'paths' ? null : next)}
          />
        </header>
        {value && value.pages.length > 0 && <PageTable pages={value.pages} />}
        {value?.pages.length === 0 && (
          <Empty title="No clicks in this time">
            <p>As soon as somebody clicks on a page with your snippet, the page stands here.</p>
          </Empty>
        )}
        {!value && !error && <div class="chart-ghost" />}
      </section>
      {value && value.leaders.length > 0 && <Leaders leaders={value.leaders} />}
    </Frame>
  );
};
