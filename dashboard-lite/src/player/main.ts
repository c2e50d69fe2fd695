import { Replayer } from 'rrweb';
import type { RecordedEvent } from '../wire.ts';
import { createDisarm } from './disarm.ts';
import { createFonts } from './fonts.ts';
import { drawMap } from './map.ts';
import type { StageOrder, StageReport } from './protocol.ts';
import { STAGE_CSS } from './stage-css.ts';

/** A replayer wants a beginning and one more event before it can stand. */
const FEWEST_EVENTS = 2;
/** What a full picture begins with: the window's size and the page's address. */
const META = 4;

const sheet = new CSSStyleSheet();
sheet.replaceSync(STAGE_CSS);
document.adoptedStyleSheets = [sheet];

/** Ours are of the same form; the library names more of it than we need. */
type LibraryEvents = ConstructorParameters<typeof Replayer>[0];

let replayer: Replayer | undefined;
let waiting: RecordedEvent[] = [];
let disarm = createDisarm();
let beginsAt = 0;
let position: Extract<StageOrder, { kind: 'play' | 'pause' }> = { kind: 'pause', at: 0 };
let size = { width: 1_280, height: 800 };
const fonts = createFonts(() => replayer?.iframe.contentDocument);

const report = (message: StageReport) => parent.postMessage(message, location.origin);

/** A recording may hold anything; what cannot be shown is told, and must not end the showing. */
const fault = (reason: unknown) => {
  const at = replayer ? beginsAt + replayer.getCurrentTime() : position.at;
  report({ kind: 'fault', at, message: String(reason) });
};

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
  const { at } = position;
  requestAnimationFrame(() => report({ kind: 'shown', at }));
}

function begin(): void {
  const first = waiting[0];
  if (!first || waiting.length < FEWEST_EVENTS) return;
  beginsAt = first.timestamp;
  const events = waiting;
  waiting = [];
  try {
    replayer = stage(events);
  } catch (error) {
    fault(error);
    // What cannot be built is left out up to the next full picture.
    document.body.replaceChildren();
    const next = events.findIndex(({ type }, index) => index >= FEWEST_EVENTS && type === META);
    if (next > 0) add(events.slice(next));
    return;
  }
  // Nobody follows a link of it or types into it, by pointer or by keyboard.
  replayer.iframe.inert = true;
  replayer.on('fullsnapshot-rebuilded', fonts.dress);
  replayer.on('event-cast', fonts.look);
  replayer.on('resize', (dimension) => {
    size = dimension as typeof size;
    report({ kind: 'size', ...size });
    fit();
  });
  stand();
  fit();
}

const stage = (events: readonly RecordedEvent[]) =>
  new Replayer(events as unknown as LibraryEvents, {
    root: document.body,
    showWarning: false,
    showDebug: false,
    triggerFocus: false,
    mouseTail: { strokeStyle: '#1a6047', duration: 400 },
    // A recording is somebody else's page: nothing of it may ever run.
    UNSAFE_replayCanvas: false,
  });

function add(recorded: readonly RecordedEvent[]): void {
  const events = recorded.map(disarm);
  if (!replayer) {
    waiting.push(...events);
    begin();
    return;
  }
  for (const event of events) replayer.addEvent(event as unknown as Parameters<Replayer['addEvent']>[0]);
}

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
    disarm = createDisarm();
    document.body.replaceChildren();
    add(events);
  },
  font({ url, bytes }: { url: string; bytes: ArrayBuffer }) {
    fonts.add(url, bytes);
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
    fault(error);
  }
});
addEventListener('error', ({ message }) => fault(message));
addEventListener('unhandledrejection', ({ reason }) => fault(reason));
addEventListener('resize', fit);
report({ kind: 'ready' });
