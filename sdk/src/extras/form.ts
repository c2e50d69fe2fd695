import type { Capture } from '../capture/index.ts';
import { fingerprint, placeOf, scrub } from '../dom/index.ts';
import type { FlatData, TroddenEvent } from '../wire.ts';
import { anchorKey, MAX_NAME_LENGTH } from '../wire.ts';

const IGNORED = '[data-trodden-ignore]';
/** What a person fills in. */
const FIELDS = 'input:not([type=hidden],[type=submit],[type=button],[type=reset],[type=image]),select,textarea';

/** A script may ask whether fields are valid at every key; so soon after a click it is an attempt. */
const ATTEMPT_MS = 200;

// Taken from the prototype: a form lets its controls shadow any property of its own.
const { closest, getAttribute, matches, querySelectorAll } = Element.prototype;

/** Submits, and attempts that the browser refused because of invalid fields. Never a value. */
export const captureForms: Capture = ({ guard, page, emit, update, clicked, atClose }) => {
  let clickedAt = Number.NEGATIVE_INFINITY;
  /** Invalid fields by form, of the attempt under way. */
  const refused = new Map<HTMLFormElement, number>();

  /** Whether the page prevented the submit under way. */
  let ask: (() => void) | undefined;

  const submit = (form: HTMLFormElement, invalid: number) => {
    if (closest.call(form, IGNORED)) return undefined;
    const written = (name: string) => getAttribute.call(form, name) ?? '';
    const data: FlatData = {
      key: anchorKey(fingerprint(form)),
      name: scrub(written('name') || written('id')).slice(0, MAX_NAME_LENGTH),
      action: placeOf(written('action') || location.href),
      method: written('method').toLowerCase() || 'get',
      fields: querySelectorAll.call(form, FIELDS).length,
      prevented: false,
      invalid,
    };
    return emit('$form-submit', data);
  };

  const hear = (_event: TroddenEvent, _raw: Event, element: Element) => {
    if (!matches.call(element, FIELDS)) clickedAt = performance.now();
  };
  clicked.add(hear);
  const stops = [
    atClose(() => ask?.()),
    guard.on(document, 'submit', (raw) => {
      if (!raw.isTrusted) return;
      const event = submit(raw.target as HTMLFormElement, 0);
      const { url } = page;
      // Only after the page's own listeners.
      ask = guard('form', () => {
        ask = undefined;
        if (!event || !raw.defaultPrevented) return;
        (event.data as FlatData).prevented = true;
        update(event, url);
      });
      setTimeout(ask);
    }),
    guard.on(document, 'invalid', ({ target }) => {
      const { form } = target as HTMLInputElement;
      if (!form || performance.now() - clickedAt > ATTEMPT_MS) return;
      if (!refused.size)
        setTimeout(
          guard('form', () => {
            for (const [form, count] of refused) submit(form, count);
            refused.clear();
          }),
        );
      refused.set(form, (refused.get(form) ?? 0) + 1);
    }),
  ];
  return () => {
    clicked.delete(hear);
    for (const stop of stops) stop();
  };
};
