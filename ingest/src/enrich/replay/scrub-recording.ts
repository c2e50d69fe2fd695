import { redact } from '../redact.ts';
import { scrubAttributes } from './scrub-attributes.ts';

const FULL_SNAPSHOT = 2;
const INCREMENT = 3;
const META = 4;
const MUTATION = 0;
const ELEMENT = 2;
const TEXT = 3;
/** Style sheets are no text of people, and look secret to any pattern. */
const LOOKS_LIKE_CSS = /[{;]/;

interface RecordedNode {
  type?: unknown;
  tagName?: unknown;
  textContent?: unknown;
  isStyle?: unknown;
  attributes?: unknown;
  childNodes?: unknown;
}

/**
 * The recorder masks before it sends; this keeps the promise when it did not. What may be text of the page is searched for
 * what may name or unlock somebody, what runs or beckons is taken out, and secret fields lose their values. Masked
 * recordings pass untouched. Changes the events in place and answers how many values it took.
 */
export function scrubRecording(events: readonly unknown[]): number {
  let scrubbed = 0;
  for (const event of events) {
    const { type, data } = event as { type: number; data: Record<string, unknown> };
    if (type === FULL_SNAPSHOT) scrubbed += scrubTree(data.node);
    else if (type === INCREMENT && data.source === MUTATION) scrubbed += scrubMutation(data);
    else if (type === INCREMENT) scrubbed += scrubOwn(data, 'text');
    else if (type === META) scrubbed += scrubHref(data);
  }
  return scrubbed;
}

function scrubMutation({ adds, texts, attributes }: Record<string, unknown>): number {
  let scrubbed = 0;
  for (const add of list(adds)) scrubbed += scrubTree(add.node);
  for (const text of list(texts)) scrubbed += scrubOwn(text, 'value');
  for (const change of list(attributes))
    if (isObject(change.attributes)) scrubbed += scrubAttributes(change.attributes, undefined);
  return scrubbed;
}

/** No recursion: pages nest as deeply as they like. */
function scrubTree(root: unknown): number {
  let scrubbed = 0;
  const nodes: unknown[] = [root];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (!isObject(node)) continue;
    const { type, tagName, attributes, childNodes, isStyle } = node as RecordedNode;
    if (type === ELEMENT && isObject(attributes)) scrubbed += scrubAttributes(attributes, tagName);
    else if (type === TEXT && isStyle !== true) scrubbed += scrubOwn(node, 'textContent');
    if (!Array.isArray(childNodes)) continue;
    const isCode = tagName === 'script' || tagName === 'noscript';
    const isStyleSheet = tagName === 'style';
    for (const child of childNodes) {
      if (isCode && isObject(child) && typeof child.textContent === 'string') child.textContent = '';
      else if (!isStyleSheet) nodes.push(child);
    }
  }
  return scrubbed;
}

function scrubOwn(owner: Record<string, unknown>, name: string): number {
  const text = owner[name];
  if (typeof text !== 'string' || text === '') return 0;
  const kept = redact(text);
  if (kept === text || LOOKS_LIKE_CSS.test(text)) return 0;
  owner[name] = kept;
  return 1;
}

function scrubHref(data: Record<string, unknown>): number {
  const attributes = { href: data.href };
  const scrubbed = scrubAttributes(attributes, undefined);
  data.href = attributes.href ?? '';
  return scrubbed;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const list = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isObject) : []);
