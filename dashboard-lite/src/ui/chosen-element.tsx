import { elementName } from '../clickmaps/element-name.ts';
import { formatMoment, formatShare, plural } from '../format.ts';
import type { ClickmapElement } from '../wire.ts';
import { Link } from './link.tsx';

/** What is known of the element that somebody chose on a page that is not the live one. */
export const ChosenElement = ({ elements }: { elements: readonly ClickmapElement[] }) => {
  const [first] = elements;
  if (!first) return <p class="nothing">Choose an element on the page to see who clicked it.</p>;
  const clicks = elements.reduce((sum, element) => sum + element.clicks, 0);
  const shown = elements.reduce((sum, { exposures }) => sum + exposures, 0);
  const replays = elements.flatMap((element) => element.replays).sort((one, other) => other.at_ms - one.at_ms);
  return (
    <section class="chosen" aria-label="Chosen element">
      <h3>{elementName(first)}</h3>
      <p>
        {plural(clicks, 'click', 'clicks')}
        {shown > 0 && `, ${formatShare(clicks / shown)} of the times it was seen`}
      </p>
      {replays.length > 0 ? (
        <ul>
          {replays.map(({ session_replay_id, at_ms }) => (
            <li key={`${session_replay_id} ${at_ms}`}>
              <Link href={`/replays/${encodeURIComponent(session_replay_id)}?clock=${at_ms}`}>
                Watch the click of {formatMoment(at_ms)}
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <p class="nothing">No replay of a click on it is kept.</p>
      )}
    </section>
  );
};
