import { Replayer } from 'rrweb';
import type { RecordedEvent } from '../wire.ts';
import { drawMap } from './map.ts';
import type { StageOrder, StageReport } from './protocol.ts';
import { STAGE_CSS } from './stage-css.ts';

/** A replayer wants a beginning and one more event before it can stand. */
const FEWEST_EVENTS = 2;

const sheet = new CSSStyleSheet();
sheet.replaceSync(STAGE_CSS);
document.adoptedStyleSheets = [sheet];

/** Ours are of the same form; the library names more of it than we need. */
type LibraryEvents = ConstructorParameters<typeof Replayer>[0];

let replayer: Replayer | undefined;
let waiting: RecordedEvent[] = [];
let beginsAt = 0;
let position: Extract<StageOrder, { kind: 'play' | 'pause' }> = { kind: 'pause', at: 0 };
let size = { width: 1_280, height: 800 };

const report = (message: StageReport) => parent.postMessage(message, location.origin);

/** As large as the window allows, never larger than it was. */
function fit(): void {
  const wrapper = document.querySelector<HTMLElement>('.replayer-wrapper');
  const scale = Math.min(innerWidth / size.width, innerHeight / size.height, 1);
  if (wrapper) wrapper.style.transform = `scale(${scale}) translate(-50%, -50%)`;
}

function stand(): void {
  if (!replayer) return;
  const offset = Math.max(0, position.at - beginsAt);
  if (position.kind === 'play') {
    replayer.setConfig({ speed: position.speed });
    replayer.play(offset);
  } else replayer.pause(offset);
}

function begin(): void {
  const first = waiting[0];
  if (!first || waiting.length < FEWEST_EVENTS) return;
  beginsAt = first.timestamp;
  replayer = new Replayer(waiting as unknown as LibraryEvents, {
    root: document.body,
    showWarning: false,
    showDebug: false,
    triggerFocus: false,
    mouseTail: { strokeStyle: '#1a6047', duration: 400 },
    // A recording is somebody else's page: nothing of it may ever run.
    UNSAFE_replayCanvas: false,
  });
  waiting = [];
  replayer.on('resize', (dimension) => {
    size = dimension as typeof size;
    report({ kind: 'size', ...size });
    fit();
  });
  stand();
  fit();
}

function add(events: readonly RecordedEvent[]): void {
  if (!replayer) {
    waiting.push(...events);
    begin();
    return;
  }
  for (const event of events) replayer.addEvent(event as unknown as Parameters<Replayer['addEvent']>[0]);
}

/** Tells the window's size and the page's address, before each whole picture. */
const META = 4;
/** The recorder's picture is there at once; what it looks like follows when its styles are read. */
const LOOK_AGAIN_MS = [0, 400];

/** The whole page, as it was at the end. */
function showMap({ events, elements }: Extract<StageOrder, { kind: 'map' }>): void {
  ORDERS.load({ events });
  ORDERS.pause({ kind: 'pause', at: events.at(-1)?.timestamp ?? 0 });
  const { href } = (events.find(({ type }) => type === META)?.data ?? {}) as { href?: unknown };
  const address = String(href ?? '');
  for (const later of LOOK_AGAIN_MS)
    setTimeout(() => {
      const frame = replayer?.iframe;
      if (!frame) return;
      const { scrollHeight } = frame.contentDocument?.documentElement ?? frame;
      size = { ...size, height: Math.max(size.height, scrollHeight) };
      frame.height = `${size.height}`;
      fit();
      report({ kind: 'size', ...size });
      drawMap(frame, { address, elements }, report);
    }, later);
}

const ORDERS = {
  map: showMap,
  load({ events }: { events: readonly RecordedEvent[] }) {
    replayer?.destroy();
    replayer = undefined;
    waiting = [];
    document.body.replaceChildren();
    add(events);
  },
  add: ({ events }: { events: readonly RecordedEvent[] }) => add(events),
  play(order: typeof position) {
    position = order;
    stand();
  },
  pause(order: typeof position) {
    position = order;
    stand();
  },
};

addEventListener('message', ({ source, origin, data }) => {
  if (source !== parent || origin !== location.origin) return;
  const order = data as StageOrder;
  try {
    ORDERS[order.kind](order as never);
  } catch (error) {
    // A recording may hold anything; what cannot be shown must not end the showing.
    report({ kind: 'fault', message: String(error) });
  }
});
addEventListener('resize', fit);
report({ kind: 'ready' });
