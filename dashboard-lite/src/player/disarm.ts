import type { RecordedEvent } from '../wire.ts';

const FULL_SNAPSHOT = 2;
const INCREMENT = 3;
const MUTATION = 0;
/** They load a document of their own. A frame shows what the recording has of it, and nothing else. */
const LOADING = /^(iframe|frame|embed|object|portal|fencedframe|applet|base)$/i;
const SOURCES = /^(src|data|href|rr_src|codebase|archive)$/i;
/** Run, load, submit or tell by themselves, on whatever element. */
const ACTIVE = /^(on.*|srcdoc|ping|formaction|action|manifest|http-equiv|target|download)$/i;
/** Hints that open connections before anything is asked for. */
const HINT = /(preconnect|dns-prefetch|prefetch|prerender|preload|modulepreload|manifest|icon)/i;
const SCRIPT_ADDRESS = /^[\s\p{Cc}]*(j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|vbscript)\s*:/iu;

type Bag = Record<string, unknown>;

const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null;
const bags = (value: unknown): Bag[] => (Array.isArray(value) ? value.filter(isBag) : []);

/**
 * Takes out of events what would run or ask if the page's policy did not forbid it. The policy stands behind this: it stops every
 * request, but a browser was seen to open the connection for a frame before it looked.
 */
export function createDisarm(): (event: RecordedEvent) => RecordedEvent {
  const loading = new Set<unknown>();

  const disarmAttributes = (attributes: unknown, isLoading: boolean): void => {
    if (!isBag(attributes)) return;
    const isHint = HINT.test(String(attributes.rel ?? ''));
    for (const [name, value] of Object.entries(attributes)) {
      const isSource = (isLoading || isHint) && SOURCES.test(name);
      if (ACTIVE.test(name) || isSource || (typeof value === 'string' && SCRIPT_ADDRESS.test(value)))
        delete attributes[name];
    }
  };
  const disarmTree = (root: unknown): void => {
    const nodes = [root];
    for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
      if (!isBag(node)) continue;
      const isLoading = LOADING.test(String(node.tagName ?? ''));
      if (isLoading) loading.add(node.id);
      disarmAttributes(node.attributes, isLoading);
      nodes.push(...bags(node.childNodes));
    }
  };
  return (event) => {
    const { type, data } = event;
    if (!isBag(data)) return event;
    if (type === FULL_SNAPSHOT) disarmTree(data.node);
    else if (type === INCREMENT && data.source === MUTATION) {
      for (const { node } of bags(data.adds)) disarmTree(node);
      for (const { id, attributes } of bags(data.attributes)) disarmAttributes(attributes, loading.has(id));
    }
    return event;
  };
}
