import { kindOf } from './kind.ts';
import { linkOf } from './link.ts';
import { attribute, parentOf, read } from './native.ts';

/** Steps from what was hit to the control it is part of: an icon, a span, a slot, a shadow host. */
const MAX_STEPS = 6;
/** Tags and roles that take clicks. Sliders and their like need a `tabindex` to work at all. */
const INTERACTIVE =
  /^(button|input.*|select|textarea|summary|label|link|tab|option|radio|switch|\w+box|(tree|menu)item.*|gridcell)$/;

/** `tabindex="-1"` is mostly a focus target for scripts, often around a whole page. */
export function isInteractive(element: Element): boolean {
  return INTERACTIVE.test(kindOf(element)) || linkOf(element) !== null || /^\d/.test(attribute(element, 'tabindex'));
}

/** The nearest interactive element around what was hit; without one what was hit, a drawing as a whole. */
export function targetOf(hit: Element): Element {
  let fallback = hit;
  let left = MAX_STEPS;
  for (let at: Element | null = hit; at && left--; at = parentOf(at)) {
    if (isInteractive(at)) return at;
    if (read(at, 'localName') === 'svg') {
      fallback = at;
      left = MAX_STEPS;
    }
  }
  return fallback;
}
