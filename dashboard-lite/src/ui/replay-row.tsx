import { now } from '../clock.ts';
import { formatAgo, formatDuration, formatMoment, plural } from '../format.ts';
import { countryName } from '../places.ts';
import type { ReplayItem } from '../wire.ts';
import { Link } from './link.tsx';

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

/** One recording in a list: who, when, how long, what went wrong. */
export const ReplayRow = ({ item }: { item: ReplayItem }) => (
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
