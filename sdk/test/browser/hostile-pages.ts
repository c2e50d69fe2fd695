/** What a page does to the browser before our script runs, or after. */
export interface HostilePage {
  name: string;
  before?: string;
  after?: string;
  body?: string;
  /** Events still arrive; else it is enough that nobody notices us. */
  works: boolean;
}

const poison = (path: string) => `${path} = function () { throw new Error('hostile ${path}') };`;
const named = (names: string[]) => names.map((name) => `<img name="${name}" alt="">`).join('');

/** Every one of them was seen in the wild in some form: polyfills, test doubles, old frameworks, freezing realms, attacks. */
export const HOSTILE_PAGES: HostilePage[] = [
  {
    name: 'frozen prototypes',
    before: `for (const name of Object.getOwnPropertyNames(window)) {
      const value = Object.getOwnPropertyDescriptor(window, name).value;
      if (typeof value === 'function' && value.prototype) Object.freeze(value.prototype);
    }`,
    works: true,
  },
  { name: 'JSON.stringify answers nonsense', before: `JSON.stringify = () => 'nonsense';`, works: false },
  { name: 'JSON.stringify throws', before: poison('JSON.stringify'), works: false },
  { name: 'JSON is gone', before: `window.JSON = undefined;`, works: false },
  { name: 'JSON breaks later', after: poison('JSON.stringify') + poison('JSON.parse'), works: false },
  {
    name: 'Array.prototype.toJSON of an old framework',
    before: `Array.prototype.toJSON = function () { return '[' + this.join() + ']' };`,
    works: false,
  },
  {
    name: 'enumerable extras on Array.prototype',
    before: `Array.prototype.extra = () => 0; Object.prototype.more = 1;`,
    works: true,
  },
  { name: 'Array.from throws', before: poison('Array.from'), works: true },
  ...[
    'map',
    'filter',
    'find',
    'some',
    'forEach',
    'push',
    'flatMap',
    'reverse',
    'reduce',
    'join',
    'slice',
    'sort',
  ].flatMap((method) => [
    { name: `Array.prototype.${method} throws`, before: poison(`Array.prototype.${method}`), works: false },
    { name: `Array.prototype.${method} throws later`, after: poison(`Array.prototype.${method}`), works: false },
  ]),
  ...['replace', 'slice', 'startsWith', 'trim', 'padStart'].map((method) => ({
    name: `String.prototype.${method} throws later`,
    after: poison(`String.prototype.${method}`),
    works: false,
  })),
  {
    name: 'Function.prototype.call and apply throw',
    before: poison('Function.prototype.call') + poison('Function.prototype.apply'),
    works: false,
  },
  { name: 'Object.defineProperty throws', before: poison('Object.defineProperty'), works: true },
  { name: 'Object.assign throws', before: poison('Object.assign'), works: false },
  {
    name: 'Object.entries, keys and values throw',
    before: ['entries', 'keys', 'values'].map((name) => poison(`Object.${name}`)).join(''),
    works: false,
  },
  { name: 'addEventListener throws', before: poison('EventTarget.prototype.addEventListener'), works: false },
  {
    name: 'addEventListener throws later, removeEventListener too',
    after: poison('EventTarget.prototype.addEventListener') + poison('EventTarget.prototype.removeEventListener'),
    works: true,
  },
  {
    name: 'addEventListener is wrapped, as zones do',
    before: `const add = EventTarget.prototype.addEventListener; const wrapped = new WeakMap();
      EventTarget.prototype.addEventListener = function (type, listener, options) {
        if (!wrapped.has(listener)) wrapped.set(listener, function (event) { return listener.call(this, event) });
        return add.call(this, type, wrapped.get(listener), options) };`,
    works: true,
  },
  { name: 'Date.now throws', before: poison('Date.now'), works: false },
  { name: 'Date.now throws later', after: poison('Date.now'), works: false },
  { name: 'a clock that stands still at 0', before: `Date.now = () => 0;`, works: false },
  { name: 'a clock that answers text', before: `Date.now = () => 'noon';`, works: false },
  {
    name: 'Promise.prototype.then is wrapped, as zones do',
    before: `{ const then = Promise.prototype.then; Promise.prototype.then = function (...given) { return then.apply(this, given) } }`,
    works: true,
  },
  { name: 'Promise is an old polyfill', before: `window.Promise = class extends Promise {};`, works: true },
  { name: 'Promise is gone', before: `delete window.Promise;`, works: true },
  { name: 'fetch is gone', before: `delete window.fetch;`, works: false },
  { name: 'fetch throws at once', before: poison('window.fetch'), works: false },
  { name: 'fetch answers nothing', before: `window.fetch = () => undefined;`, works: false },
  { name: 'fetch never answers', before: `window.fetch = () => new Promise(() => {});`, works: false },
  { name: 'fetch rejects with nothing', before: `window.fetch = () => Promise.reject();`, works: false },
  {
    name: 'Blob, URL and Response are gone',
    before: `delete window.Blob; delete window.URL; delete window.Response;`,
    works: false,
  },
  { name: 'URLSearchParams is gone', before: `delete window.URLSearchParams;`, works: false },
  { name: 'arrays cannot be walked', before: poison('Array.prototype[Symbol.iterator]'), works: false },
  { name: 'arrays cannot be walked later', after: poison('Array.prototype[Symbol.iterator]'), works: false },
  {
    name: 'maps and sets cannot be walked',
    before:
      poison('Map.prototype[Symbol.iterator]') +
      poison('Set.prototype[Symbol.iterator]') +
      poison('Map.prototype.values'),
    works: false,
  },
  {
    name: 'Map, Set and WeakMap are gone',
    before: `delete window.Map; delete window.Set; delete window.WeakMap;`,
    works: false,
  },
  { name: 'a frozen history', before: `Object.freeze(history);`, works: true },
  {
    name: 'half of history cannot be written',
    before: `Object.defineProperty(history, 'replaceState', { value: history.replaceState, writable: false });`,
    works: true,
  },
  {
    name: 'history cannot be patched',
    before: `Object.freeze(History.prototype); for (const name of ['pushState', 'replaceState']) Object.defineProperty(history, name, { value: history[name] });`,
    works: true,
  },
  { name: 'history throws', before: poison('History.prototype.pushState'), works: true },
  { name: 'crypto is gone', before: `Object.defineProperty(window, 'crypto', { value: undefined });`, works: false },
  { name: 'console throws', before: poison('console.warn') + poison('console.error'), works: true },
  { name: 'timers are gone', before: `window.setTimeout = undefined; window.clearTimeout = undefined;`, works: false },
  { name: 'timers throw later', after: poison('window.setTimeout') + poison('window.clearTimeout'), works: false },
  {
    name: 'idle callbacks, observers and performance are gone',
    before: `delete window.requestIdleCallback; delete window.MutationObserver; delete window.IntersectionObserver; delete window.PerformanceObserver; Object.defineProperty(window, 'performance', { value: undefined });`,
    works: true,
  },
  {
    name: 'matches, closest and getAttribute throw',
    before: ['matches', 'closest', 'getAttribute', 'hasAttribute']
      .map((name) => poison(`Element.prototype.${name}`))
      .join(''),
    works: false,
  },
  { name: 'composedPath answers nothing', before: `Event.prototype.composedPath = () => [];`, works: false },
  {
    name: 'getters that throw on every node',
    before: `for (const name of ['parentNode', 'firstChild', 'nextSibling', 'textContent']) Object.defineProperty(Node.prototype, name, { get() { throw new Error('hostile') } });`,
    works: false,
  },
  {
    name: 'globals of a careless page',
    before: `var Node = 1, Element = 'x', Event = null, URL = undefined, name = 'x', screen = 0, origin = null, top2 = 1;`,
    works: false,
  },
  {
    name: 'document properties clobbered by names',
    body: named(['title', 'referrer', 'documentElement', 'body', 'hidden', 'visibilityState', 'readyState', 'cookie']),
    works: true,
  },
  { name: 'our own script tag clobbered by a name', body: named(['currentScript']), works: false },
  {
    name: 'document methods clobbered by names',
    body: named([
      'addEventListener',
      'removeEventListener',
      'querySelector',
      'getElementById',
      'createElement',
      'dispatchEvent',
    ]),
    works: false,
  },
  {
    name: 'a form whose fields shadow the DOM',
    body: `<form onsubmit="return false">${[
      'nodeName',
      'localName',
      'parentNode',
      'nodeType',
      'attributes',
      'children',
      'matches',
      'closest',
      'getAttribute',
      'hasAttribute',
      'textContent',
      'innerText',
      'shadowRoot',
      'labels',
      'href',
      'id',
      'tagName',
      'getBoundingClientRect',
      'ownerDocument',
      'dataset',
    ]
      .map((name) => `<input name="${name}" value="v">`)
      .join('')}<button id="shadowed">Send</button></form>`,
    works: true,
  },
];
