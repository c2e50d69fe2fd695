/** Whatever may be interactive: one question instead of four, of every element of the page. */
const CANDIDATE = 'a,area,button,input,select,textarea,summary,label,option,[role],[tabindex]';

// Taken from the prototype: a form lets its controls shadow any property of its own.
const { matches } = Element.prototype;

/** Looked at between two looks at the clock. */
const NODES_A_STEP = 40;

/**
 * Walks a whole document, open shadow roots too, a few elements at a time, and visits those that may be interactive. Answers
 * whether there is more.
 */
export const createScan = (
  start: Document,
  visit: (element: Element) => void,
  enter: (root: ShadowRoot) => void,
): (() => boolean) => {
  const walk = (root: Node) => document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  const walkers = [walk(start)];
  return () => {
    for (let left = NODES_A_STEP; left--; ) {
      const element = walkers[0]?.nextNode() as Element | null | undefined;
      if (element) {
        if (matches.call(element, CANDIDATE)) visit(element);
        if (!element.shadowRoot) continue;
        enter(element.shadowRoot);
        walkers.push(walk(element.shadowRoot));
      } else walkers.shift();
    }
    return walkers.length > 0;
  };
};
