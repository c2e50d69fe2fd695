import { attribute, localName, parentOf } from './native.ts';

/** Steps from what was hit to the control it is part of: an icon, a span, a slot, a shadow host. */
const MAX_STEPS = 6;
const CONTROL = /^(button|input|select|textarea|summary|label|option)$/;
const LINK = /^(a|area)$/;
const ROLE =
  /^(button|link|tab|option|checkbox|radio|switch|combobox|textbox|searchbox|slider|spinbutton|treeitem|gridcell|menuitem.*)$/;

export function isLink(element: Element): boolean {
  return LINK.test(localName(element)) && (attribute(element, 'href') ?? attribute(element, 'xlink:href')) !== null;
}

/** Takes clicks by itself. `tabindex="-1"` is mostly a focus target for scripts, often around a whole page. */
export function isInteractive(element: Element): boolean {
  const tabIndex = attribute(element, 'tabindex');
  return (
    CONTROL.test(localName(element)) ||
    isLink(element) ||
    (tabIndex !== null && tabIndex !== '-1') ||
    ROLE.test(attribute(element, 'role') ?? '')
  );
}

/** The nearest interactive element around what was hit; without one what was hit, a drawing as a whole. */
export function targetOf(hit: Element): Element {
  let fallback = hit;
  let steps = 0;
  for (let at: Element | null = hit; at && steps <= MAX_STEPS; at = parentOf(at)) {
    if (isInteractive(at)) return at;
    if (localName(at) === 'svg') {
      fallback = at;
      steps = 0;
    } else steps++;
  }
  return fallback;
}
