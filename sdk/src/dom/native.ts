/** What this folder reads of the DOM. Everything goes through `read`. */
interface Readable {
  childElementCount: number;
  contains: boolean;
  firstChild: Node | null;
  firstElementChild: Element | null;
  getAttribute: string | null;
  getElementsByTagName: HTMLCollectionOf<Element>;
  localName: string;
  matches: boolean;
  nextElementSibling: Element | null;
  nextSibling: Node | null;
  nodeType: number;
  ownerDocument: Document;
  parentNode: Node | null;
  previousElementSibling: Element | null;
  shadowRoot: ShadowRoot | null;
  textContent: string;
}

type Native = (this: Node, argument: unknown) => unknown;

const known: Partial<Record<keyof Readable, Native>> = {};

function lookUp(node: Node, key: keyof Readable): Native {
  let found: PropertyDescriptor | undefined;
  for (let owner = Object.getPrototypeOf(node); owner; owner = Object.getPrototypeOf(owner)) {
    found = Object.getOwnPropertyDescriptor(owner, key) ?? found;
  }
  return found?.get ?? found?.value;
}

/**
 * A property, or the answer of a method, as the browser means it. A form lets its controls shadow any property
 * (`<form><input name="parentNode">`) and custom elements may redefine them; the highest prototype that knows the key
 * cannot be shadowed. It is found from a node, not from `window.Node`, which a page's own `var Node` replaces.
 */
export function read<Key extends keyof Readable>(node: Node, key: Key, argument?: unknown): Readable[Key] {
  known[key] ??= lookUp(node, key);
  return known[key].call(node, argument) as Readable[Key];
}

export function attribute(element: Element, name: string): string {
  return read(element, 'getAttribute', name) ?? '';
}

/** The element above, through shadow roots and frames of the same origin; null at the top of this page. */
export function parentOf(element: Element): Element | null {
  const parent = read(element, 'parentNode');
  if (!parent || read(parent, 'nodeType') === 1) return parent as Element | null;
  const { host, defaultView } = parent as { host?: Element; defaultView?: Window | null };
  return host ?? ((defaultView !== window && defaultView?.frameElement) || null);
}
