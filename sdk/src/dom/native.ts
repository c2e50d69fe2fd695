type Native = (this: Node, argument: unknown) => unknown;

/**
 * A form lets its controls shadow any property (`<form><input name="parentNode">`), and custom elements may redefine them.
 * The highest prototype that knows the key cannot be shadowed. It is found from a node, not from `window.Node`, which
 * a page's own `var Node` replaces, and at first use, so that importing this file needs no DOM.
 */
function lookUp(node: Node, key: string): Native {
  let found: unknown;
  for (let owner: object | null = Object.getPrototypeOf(node); owner; owner = Object.getPrototypeOf(owner)) {
    const own = Object.getOwnPropertyDescriptor(owner, key);
    if (own) found = own.get ?? own.value;
  }
  return found as Native;
}

function native<Result, Of extends Node = Element>(key: string): (node: Of, argument?: string) => Result {
  let known: Native | undefined;
  return (node, argument) => {
    known ??= lookUp(node, key);
    return known.call(node, argument) as Result;
  };
}

export const parentNode = native<Node | null, Node>('parentNode');
export const nodeType = native<number, Node>('nodeType');
export const firstChild = native<Node | null, Node>('firstChild');
export const nextSibling = native<Node | null, Node>('nextSibling');
export const firstElement = native<Element | null>('firstElementChild');
export const nextElement = native<Element | null>('nextElementSibling');
export const previousElement = native<Element | null>('previousElementSibling');
export const childCount = native<number>('childElementCount');
export const localName = native<string>('localName');
export const shadowRoot = native<ShadowRoot | null>('shadowRoot');
export const attribute = native<string | null>('getAttribute') as (element: Element, name: string) => string | null;
export const elementsByTag = native<HTMLCollection>('getElementsByTagName');

/** The element above, through shadow roots; null at the top of a document. */
export function parentOf(element: Element): Element | null {
  const parent = parentNode(element);
  if (!parent) return null;
  if (nodeType(parent) === 1) return parent as Element;
  return (parent as ShadowRoot).host ?? null;
}
