import { everyElement } from './elements.ts';

const NEW_WORDS =
  'Explore Discover Begin Continue Improved Overview Today Choose Update Latest Simple Ready Better Welcome Browse Details Options Manage Review Start Send Open Save Next'.split(
    ' ',
  );
const NO_TEXT = /^(script|style|template|noscript|textarea)$/;
const LABELS = ['aria-label', 'placeholder', 'alt', 'title'];

function newText(random: () => number, old: string): string {
  const count = Math.min(Math.max(old.trim().split(/\s+/).length, 1), 12);
  return Array.from({ length: count }, () => NEW_WORDS[Math.floor(random() * NEW_WORDS.length)]).join(' ');
}

/** Writes this share of all texts and labels anew. */
export function changeTexts(random: () => number, share: number): void {
  for (const element of everyElement()) {
    if (NO_TEXT.test(element.localName) || element.closest('head')) continue;
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.nodeValue?.trim() || random() > share) continue;
      node.nodeValue = newText(random, node.nodeValue);
    }
    for (const label of LABELS) {
      const old = element.getAttribute(label);
      if (old?.trim() && random() < share) element.setAttribute(label, newText(random, old));
    }
  }
}

/** Counters count: "Cart (3)" becomes "Cart (5)"; and what was checked or open is not. */
export function changeState(random: () => number): void {
  for (const element of everyElement()) {
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !/\(\d+\)/.test(node.nodeValue ?? '')) continue;
      node.nodeValue = (node.nodeValue ?? '').replace(/\((\d+)\)/, () => `(${Math.floor(random() * 99)})`);
    }
    for (const name of ['aria-expanded', 'aria-checked', 'aria-selected'])
      if (element.hasAttribute(name) && random() > 0.5) element.setAttribute(name, `${random() > 0.5}`);
    if (element instanceof HTMLInputElement && random() > 0.5) element.checked = !element.checked;
    if (element.localName === 'details' && random() > 0.5) element.toggleAttribute('open');
  }
}
