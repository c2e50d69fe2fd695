import { elementName } from '../clickmaps/element-name.ts';
import { formatCount } from '../format.ts';
import type { ClickmapElement } from '../wire.ts';
import { Icon } from './icon.tsx';
import { Interval } from './interval.tsx';
import { Link } from './link.tsx';

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

/** What was clicked, how often it was when it was seen, and where clicking did nothing. */
export const ElementTable = ({ elements }: { elements: readonly ClickmapElement[] }) => {
  const most = Math.max(1, ...elements.map(({ clicks }) => clicks));
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
        {elements.map((element, index) => (
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
