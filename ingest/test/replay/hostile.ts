import type { RecordedEvent } from '../../src/contract/index.ts';

/**
 * Recordings that nobody's browser made. `beacon` is an address that nothing may ever ask for, `alarm` a piece of script that must
 * never run. Each name is a way to run something, to ask for something, to leave the player, or to break it.
 */
export interface HostileRecording {
  name: string;
  events: RecordedEvent[];
  /** The shape alone is wrong: the server refuses it, and a player must survive it. */
  isMalformed?: boolean;
}

interface Vectors {
  beacon: string;
  alarm: string;
}

const START = 1_780_000_000_000;
let nextId = 100;

type Node = Record<string, unknown>;
const element = (tagName: string, attributes: Node = {}, childNodes: Node[] = [], more: Node = {}): Node => ({
  type: 2,
  id: nextId++,
  tagName,
  attributes,
  childNodes,
  ...more,
});
const text = (textContent: string, more: Node = {}): Node => ({ type: 3, id: nextId++, textContent, ...more });

const meta = (href: string): RecordedEvent => ({ type: 4, timestamp: START, data: { href, width: 800, height: 600 } });
const full = (body: Node[], head: Node[] = []): RecordedEvent => {
  const html = element('html', {}, [element('head', {}, head), { ...element('body', {}, body), id: 5 }]);
  const node = { type: 0, id: 1, childNodes: [{ type: 1, id: 2, name: 'html', publicId: '', systemId: '' }, html] };
  return { type: 2, timestamp: START + 1, data: { node, initialOffset: { left: 0, top: 0 } } };
};
const increment = (data: Node, at = 100): RecordedEvent => ({ type: 3, timestamp: START + at, data });
const mutation = (parts: Node): RecordedEvent =>
  increment({ source: 0, texts: [], attributes: [], removes: [], adds: [], ...parts });
const page = (body: Node[], head: Node[] = []) => [meta('https://shop.example/'), full(body, head)];
const add = (node: Node, parentId = 5): RecordedEvent => mutation({ adds: [{ parentId, nextId: null, node }] });

/** Elements that run or ask by what they are. */
const bodies = ({ beacon, alarm }: Vectors): Record<string, Node> => ({
  'img that fails': element('img', { src: 'x:', onerror: alarm }),
  'img that loads': element('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', onload: alarm }),
  'img of somebody': element('img', { src: `${beacon}/img` }),
  'img by srcset': element('img', { srcset: `${beacon}/srcset 1x` }),
  'picture source': element('picture', {}, [element('source', { srcset: `${beacon}/source` }), element('img')]),
  'inline script': element('script', {}, [text(alarm)]),
  'script of somebody': element('script', { src: `${beacon}/script` }),
  'script by module': element('script', { type: 'module' }, [text(`import '${beacon}/module'`)]),
  'svg onload': element('svg', { onload: alarm }, [], { isSVG: true }),
  'svg script': element('svg', {}, [element('script', {}, [text(alarm)], { isSVG: true })], { isSVG: true }),
  'svg image': element('svg', {}, [element('image', { href: `${beacon}/svg` }, [], { isSVG: true })], { isSVG: true }),
  'svg use': element('svg', {}, [element('use', { href: `${beacon}/use#x` }, [], { isSVG: true })], { isSVG: true }),
  'svg animate': element(
    'svg',
    {},
    [element('animate', { attributeName: 'href', values: `javascript:${alarm}`, onbegin: alarm }, [], { isSVG: true })],
    { isSVG: true },
  ),
  'svg foreign object': element(
    'svg',
    {},
    [element('foreignObject', {}, [element('img', { src: `${beacon}/foreign`, onerror: alarm })], { isSVG: true })],
    { isSVG: true },
  ),
  'frame by srcdoc': element('iframe', { srcdoc: `<script>${alarm}</script><img src="${beacon}/srcdoc">` }),
  'frame of somebody': element('iframe', { src: `${beacon}/frame` }),
  'frame by javascript': element('iframe', { src: `javascript:${alarm}` }),
  'frame by spaced javascript': element('iframe', { src: ` java\nscript:${alarm}` }),
  'frame by data': element('iframe', { src: `data:text/html,<script>${alarm}</script>` }),
  'frame that allows all': element('iframe', {
    sandbox: 'allow-scripts allow-same-origin allow-top-navigation',
    src: `${beacon}/sandbox`,
  }),
  'frame by rr_src': element('iframe', { rr_src: `${beacon}/rrsrc` }),
  object: element('object', { data: `${beacon}/object` }),
  embed: element('embed', { src: `${beacon}/embed` }),
  applet: element('applet', { archive: `${beacon}/applet` }),
  video: element('video', { src: `${beacon}/video`, autoplay: '', onplay: alarm }),
  'video poster': element('video', { poster: `${beacon}/poster` }),
  audio: element('audio', { src: `${beacon}/audio`, autoplay: '' }),
  track: element('video', {}, [element('track', { src: `${beacon}/track`, default: '' })]),
  'link to javascript': element('a', { href: `javascript:${alarm}` }, [text('click')]),
  'link that pings': element('a', { href: 'https://shop.example/', ping: `${beacon}/ping` }, [text('click')]),
  'link to the top': element('a', { href: `${beacon}/top`, target: '_top' }, [text('click')]),
  'link that downloads': element('a', { href: `${beacon}/download`, download: 'x' }, [text('click')]),
  form: element('form', { action: `${beacon}/form` }, [element('input', { autofocus: '', onfocus: alarm })]),
  'form to javascript': element('form', { action: `javascript:${alarm}` }, [
    element('button', { formaction: `javascript:${alarm}` }),
  ]),
  'details that open': element('details', { open: '', ontoggle: alarm }, [text('x')]),
  'autofocus on anything': element('div', { tabindex: '1', autofocus: '', onfocus: alarm }),
  'animation that starts': element('div', { style: 'animation:x 1s', onanimationstart: alarm }),
  marquee: element('marquee', { onstart: alarm }, [text('x')]),
  'style in an attribute': element('div', { style: `background:url(${beacon}/style)` }),
  'style by cursor': element('div', { style: `cursor:url(${beacon}/cursor),auto` }),
  'table background': element('table', { background: `${beacon}/background` }),
  portal: element('portal', { src: `${beacon}/portal` }),
  template: element('template', { shadowrootmode: 'open' }, [
    element('img', { src: `${beacon}/template`, onerror: alarm }),
  ]),
  'shadow root': element(
    'div',
    {},
    [element('img', { src: `${beacon}/shadow`, onerror: alarm }, [], { isShadow: true })],
    {
      isShadowHost: true,
    },
  ),
  'custom element': element('x-evil', { onclick: alarm }, [], { isCustom: true }),
  'canvas by data': element('canvas', { rr_dataURL: `${beacon}/canvas` }),
  'image by data': element('img', { rr_dataURL: `${beacon}/rrimage` }),
  'noscript that is none': element('noscript', {}, [element('img', { src: `${beacon}/noscript` })]),
  'text that closes': text(`</style></script><img src=${beacon}/text onerror=${alarm}>`),
  'a mutated name': element('img/src=x onerror=1', { src: `${beacon}/name` }),
  'clobbered names': element('form', { id: 'document', name: 'cookie' }, [element('input', { name: 'parentNode' })]),
});

const heads = ({ beacon, alarm }: Vectors): Record<string, Node> => ({
  'meta refresh': element('meta', { 'http-equiv': 'refresh', content: `0;url=${beacon}/refresh` }),
  'meta policy': element('meta', { 'http-equiv': 'content-security-policy', content: 'default-src *' }),
  base: element('base', { href: `${beacon}/base/` }),
  'sheet of somebody': element('link', { rel: 'stylesheet', href: `${beacon}/sheet` }),
  'sheet by text': element('link', { rel: 'stylesheet', _cssText: `@import url(${beacon}/import);` }),
  'style that imports': element('style', {}, [text(`@import "${beacon}/style-import";`, { isStyle: true })]),
  'style with a font': element('style', {}, [
    text(`@font-face{font-family:x;src:url(${beacon}/font)} *{font-family:x}`, { isStyle: true }),
  ]),
  'style that reads': element('style', {}, [
    text(`input[value^="a"]{background:url(${beacon}/reads)}`, { isStyle: true }),
  ]),
  'style that closes': element('style', {}, [text(`</style><script>${alarm}</script>`, { isStyle: true })]),
  prefetch: element('link', { rel: 'prefetch', href: `${beacon}/prefetch` }),
  preload: element('link', { rel: 'preload', as: 'image', href: `${beacon}/preload` }),
  preconnect: element('link', { rel: 'preconnect dns-prefetch', href: beacon }),
  modulepreload: element('link', { rel: 'modulepreload', href: `${beacon}/modulepreload` }),
  manifest: element('link', { rel: 'manifest', href: `${beacon}/manifest` }),
  icon: element('link', { rel: 'icon', href: `${beacon}/icon` }),
});

/** What comes after a harmless beginning. */
const later = ({ beacon, alarm }: Vectors): Record<string, RecordedEvent> => ({
  'a handler by change': mutation({ attributes: [{ id: 5, attributes: { onclick: alarm, onmouseover: alarm } }] }),
  'an address by change': mutation({ attributes: [{ id: 5, attributes: { background: `${beacon}/changed` } }] }),
  'a style by change': mutation({
    attributes: [{ id: 5, attributes: { style: { background: `url(${beacon}/declared)` } } }],
  }),
  'a style by declaration': increment({
    source: 13,
    id: 5,
    index: [0],
    set: { property: 'background', value: `url(${beacon}/set)` },
  }),
  'a rule': increment({ source: 8, id: 5, adds: [{ rule: `body{background:url(${beacon}/rule)}`, index: 0 }] }),
  'an adopted sheet': increment({
    source: 15,
    id: 1,
    styles: [{ styleId: 1, rules: [{ rule: `body{background:url(${beacon}/adopted)}`, index: 0 }] }],
    styleIds: [1],
  }),
  'a font': increment({ source: 10, family: 'x', fontSource: `url(${beacon}/loaded-font)`, buffer: false }),
  'a canvas that draws': increment({
    source: 9,
    id: 5,
    type: 0,
    property: 'drawImage',
    args: [{ rr_type: 'HTMLImageElement', src: `${beacon}/draw` }, 0, 0],
  }),
  'a canvas that calls': increment({ source: 9, id: 5, type: 0, property: 'constructor.constructor', args: [alarm] }),
  'an input with markup': increment({ source: 5, id: 5, text: `<img src=${beacon}/input>`, isChecked: false }),
  'a custom event': { type: 5, timestamp: START + 100, data: { tag: `<img src=${beacon}/tag>`, payload: { alarm } } },
  'a mark with markup': {
    type: 5,
    timestamp: START + 100,
    data: { tag: 'trodden', payload: { kind: 'page-view', label: `<img src=${beacon}/mark onerror=${alarm}>` } },
  },
  'a plugin': {
    type: 6,
    timestamp: START + 100,
    data: { plugin: 'rrweb/console@1', payload: { level: 'log', payload: [alarm] } },
  },
  'a page that is another': meta(`javascript:${alarm}`),
  'a frame that comes later': add(element('iframe', { srcdoc: `<img src=${beacon}/later>` })),
});

/** Shapes that break a reader. */
const broken = (): Record<string, { events: unknown[]; isMalformed?: boolean }> => {
  const loop = element('div');
  return {
    'no snapshot': { events: [increment({ source: 1, positions: [] })] },
    'a snapshot of nothing': { events: [meta('x'), { type: 2, timestamp: START, data: { node: null } }] },
    'a node without a type': { events: page([{ id: 50, childNodes: [] }]) },
    'a node of an unknown type': { events: page([{ type: 99, id: 51 }]) },
    'children that are none': { events: page([{ ...element('div'), childNodes: 'x' }]) },
    'the same id twice': {
      events: page([
        { ...loop, id: 60 },
        { ...element('p'), id: 60 },
      ]),
    },
    'a node below itself': { events: [...page([{ ...loop, id: 61 }]), add({ ...element('div'), id: 61 }, 61)] },
    'a parent that never was': { events: [...page([]), add(element('div'), 999_999)] },
    'a removal of the page': { events: [...page([]), mutation({ removes: [{ parentId: 1, id: 2 }] })] },
    'ids that are no numbers': { events: page([{ ...element('div'), id: '__proto__' }]) },
    'attributes of the prototype': { events: page([element('div', JSON.parse('{"__proto__":{"polluted":true}}'))]) },
    'a thousand levels': {
      events: page([Array.from({ length: 900 }).reduce<Node>((inner) => element('div', {}, [inner]), element('b'))]),
    },
    'an endless size': {
      events: [{ type: 4, timestamp: START, data: { href: 'x', width: 1e9, height: -1 } }, full([])],
    },
    'positions without end': {
      events: [
        ...page([]),
        increment({ source: 1, positions: [{ x: 1e308, y: Number.MAX_VALUE, id: 5, timeOffset: -1e12 }] }),
      ],
    },
    'time that runs back': { events: [full([]), meta('x'), increment({ source: 3, id: 1, x: 0, y: 0 }, -1_000_000)] },
    'a mutation of strings': { events: [...page([]), increment({ source: 0, adds: 'x', removes: 1, texts: null })] },
    'an unknown source': { events: [...page([]), increment({ source: 77 })] },
    'an event that is a text': { events: [...page([]), 'event'], isMalformed: true },
    'an event that is null': { events: [null], isMalformed: true },
    'an event without data': { events: [{ type: 3, timestamp: START }], isMalformed: true },
    'a type that is a word': { events: [{ type: '2', timestamp: START, data: {} }], isMalformed: true },
    'a time that is a word': { events: [{ type: 2, timestamp: 'now', data: {} }], isMalformed: true },
  };
};

/** All of them. Names do not change: a finding is told by its name. */
export function hostileRecordings(vectors: Vectors): HostileRecording[] {
  const named = <T>(list: Record<string, T>, events: (item: T) => RecordedEvent[]): HostileRecording[] =>
    Object.entries(list).map(([name, item]) => ({ name, events: events(item) }));
  return [
    ...named(bodies(vectors), (node) => page([node])),
    ...named(heads(vectors), (node) => page([element('input', { value: 'abc' })], [node])),
    ...Object.entries(bodies(vectors))
      .slice(0, 12)
      .map(([name, node]) => ({ name: `${name}, added later`, events: [...page([]), add(node)] })),
    ...named(later(vectors), (event) => [...page([]), event]),
    ...Object.entries(broken()).map(([name, { events, isMalformed = false }]) => ({
      name,
      events: events as RecordedEvent[],
      isMalformed,
    })),
  ];
}
