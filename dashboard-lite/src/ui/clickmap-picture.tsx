import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { readPreview } from '../clickmaps/clickmap-api.ts';
import { elementName } from '../clickmaps/element-name.ts';
import { formatCount, formatMoment, formatShare } from '../format.ts';
import type { StageReport } from '../player/protocol.ts';
import { createAssets } from '../replays/assets.ts';
import { ownAsset } from '../replays/replay-api.ts';
import { useResource } from '../resource.ts';
import type { ClickmapElement, ClickmapSnapshot } from '../wire.ts';
import { Link } from './link.tsx';
import { Empty, Trouble } from './notice.tsx';

type Mapped = Extract<StageReport, { kind: 'mapped' }>;

const Chosen = ({ elements }: { elements: readonly ClickmapElement[] }) => {
  const [first] = elements;
  if (!first) return <p class="nothing">Choose an element on the page to see who clicked it.</p>;
  const clicks = elements.reduce((sum, element) => sum + element.clicks, 0);
  const shown = elements.reduce((sum, { exposures }) => sum + exposures, 0);
  const replays = elements.flatMap((element) => element.replays).sort((one, other) => other.at_ms - one.at_ms);
  return (
    <section class="chosen" aria-label="Chosen element">
      <h3>{elementName(first)}</h3>
      <p>
        {formatCount(clicks)} clicks{shown > 0 && `, ${formatShare(clicks / shown)} of the times it was seen`}
      </p>
      <ul>
        {replays.map(({ session_replay_id, at_ms }) => (
          <li key={`${session_replay_id} ${at_ms}`}>
            <Link href={`/replays/${encodeURIComponent(session_replay_id)}?clock=${at_ms}`}>
              Watch the click of {formatMoment(at_ms)}
            </Link>
          </li>
        ))}
      </ul>
      {replays.length === 0 && <p class="nothing">No replay of a click on it is kept.</p>}
    </section>
  );
};

const Picture = ({ snapshot, elements }: { snapshot: ClickmapSnapshot; elements: readonly ClickmapElement[] }) => {
  const frame = useRef<HTMLIFrameElement>(null);
  const size = useSignal({ width: snapshot.viewport_width, height: snapshot.viewport_height });
  const mapped = useSignal<Mapped | null>(null);
  const chosen = useSignal<readonly string[]>([]);
  useEffect(() => {
    const show = async (stage: Window) => {
      const assets = createAssets(ownAsset, (url, bytes) =>
        stage.postMessage({ kind: 'font', url, bytes }, location.origin),
      );
      await assets.fill(snapshot.events);
      stage.postMessage({ kind: 'map', events: snapshot.events, elements }, location.origin);
    };
    const hear = ({ source, origin, data }: MessageEvent<StageReport>) => {
      const stage = frame.current?.contentWindow;
      if (!stage || source !== stage || origin !== location.origin) return;
      if (data.kind === 'ready') void show(stage);
      if (data.kind === 'size') size.value = { width: data.width, height: data.height };
      if (data.kind === 'mapped') mapped.value = data;
      if (data.kind === 'chosen') chosen.value = data.keys;
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, [snapshot, elements, size, mapped, chosen]);
  const { width, height } = size.value;
  return (
    <>
      <header class="panel-head">
        <h2 id="picture">The page of {formatMoment(snapshot.at_ms)}</h2>
        {mapped.value && (
          <small>
            {formatCount(mapped.value.clicks)} clicks on {formatCount(mapped.value.placed)} elements,{' '}
            {formatCount(mapped.value.lost)} clicks without a certain place
            {mapped.value.isMasked && '; texts are masked here, so only links, names and places tell'}
          </small>
        )}
        <Link href={`/replays/${encodeURIComponent(snapshot.session_replay_id)}?clock=${snapshot.at_ms}`}>
          Its replay
        </Link>
      </header>
      <Chosen elements={elements.filter(({ key }) => chosen.value.includes(key))} />
      <iframe
        ref={frame}
        class="picture"
        style={{ aspectRatio: `${width} / ${height}`, maxWidth: `${width}px` }}
        src="/player"
        title="The recorded page with its clicks"
      />
    </>
  );
};

/** The same map over a recorded page: for pages that cannot be opened, behind a sign-in or gone. */
export const ClickmapPicture = ({
  query,
  elements,
}: {
  query: URLSearchParams;
  elements: readonly ClickmapElement[];
}) => {
  const { value, error } = useResource(`preview ${query}`, () => readPreview(query)).value;
  if (error) return <Trouble error={error} />;
  if (!value) return <div class="chart-ghost" aria-busy="true" />;
  return (
    <section class="panel" aria-label="Recorded page">
      {value.snapshot ? (
        <Picture key={`${value.snapshot.at_ms}`} snapshot={value.snapshot} elements={elements} />
      ) : (
        <Empty title="No recording shows this page with these filters" />
      )}
    </section>
  );
};
