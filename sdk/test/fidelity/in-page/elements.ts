/** An element with the name that only the matrix knows: the truth, invisible to the code under test. */
export interface Known extends Element {
  known?: string;
}

/** Every element of the page, through open shadow roots and same-origin frames. */
export function* everyElement(root: ParentNode = document): Generator<Known> {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    const inner = element.shadowRoot ?? (element as HTMLIFrameElement).contentDocument;
    if (inner) yield* everyElement(inner);
  }
}

/** Takes the written names off the page before anything may look at them. */
export function learnNames(): void {
  for (const element of everyElement()) {
    const name = element.getAttribute('data-known');
    if (name === null) continue;
    element.known ??= name;
    element.removeAttribute('data-known');
  }
}

export function byName(): Map<string, Known> {
  const map = new Map<string, Known>();
  for (const element of everyElement()) if (element.known !== undefined) map.set(element.known, element);
  return map;
}

const READABLE = ['href', 'aria-label', 'alt', 'placeholder', 'name', 'value', 'data-testid', 'title', 'd', 'role'];
const signatures = new WeakMap<Element, string>();

/** All that a person could read or follow in a branch. */
function signatureOf(element: Element): string {
  const done = signatures.get(element);
  if (done !== undefined) return done;
  const inside = [...(element.shadowRoot?.childNodes ?? []), ...element.childNodes]
    .map((node) =>
      node instanceof Element
        ? signatureOf(node)
        : node.nodeType === Node.TEXT_NODE
          ? (node.nodeValue ?? '').trim()
          : '',
    )
    .join('|');
  const said = READABLE.map((key) => element.getAttribute(key) ?? '').join(',');
  const signature = `<${element.localName} ${said}>${inside}`;
  signatures.set(element, signature);
  return signature;
}

/**
 * Somewhere above, the branch with this element stands among brothers one of which reads exactly the same: nothing but
 * the order says which of the twins it is. Judged by what is written on the page, not by our fingerprints.
 */
export function isTwin(element: Element): boolean {
  let at: Element | null = element;
  while (at && at.localName !== 'body') {
    const own = signatureOf(at);
    const root: Node | null = at.parentNode;
    const brothers = root && 'children' in root ? [...(root as ParentNode).children] : [];
    if (
      brothers.some((brother) => brother !== at && brother.localName === at?.localName && signatureOf(brother) === own)
    )
      return true;
    at = at.parentElement ?? (root as ShadowRoot | null)?.host ?? null;
  }
  return false;
}
