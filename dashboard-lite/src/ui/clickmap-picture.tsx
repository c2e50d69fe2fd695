import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { readPreview } from '../clickmaps/clickmap-api.ts';
import { formatCount, formatMoment } from '../format.ts';
import type { StageReport } from '../player/protocol.ts';
import { createAssets } from '../replays/assets.ts';
import { ownAsset } from '../replays/replay-api.ts';
import { useResource } from '../resource.ts';
import type { ClickmapElement, ClickmapSnapshot } from '../wire.ts';
import { ChosenElement } from './chosen-element.tsx';
import { ClickmapFrame } from './clickmap-frame.tsx';
import { Link } from './link.tsx';
import { Empty, Trouble } from './notice.tsx';

type Mapped = Extract<StageReport, { kind: 'mapped' }>;

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
      <ChosenElement elements={elements.filter(({ key }) => chosen.value.includes(key))} />
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

/** The same map without the page, for those behind a sign-in or gone: over a recording, or over the boxes that clicks tell of. */
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
    <section class="panel" aria-label="Without the live page">
      {value.snapshot ? (
        <Picture key={`${value.snapshot.at_ms}`} snapshot={value.snapshot} elements={elements} />
      ) : value.wireframe ? (
        <ClickmapFrame wireframe={value.wireframe} elements={elements} />
      ) : (
        <Empty title="No recording and no click shows this page with these filters" />
      )}
    </section>
  );
};
