import type { Describe } from '../capture/index.ts';
import { fingerprint, isMasked, maskAlso, placeOf, scrub, targetOf } from '../dom/index.ts';
import type { Options } from '../options.ts';
import { MAX_TEXT_LENGTH } from '../wire.ts';

const FORM_FIELD = /input|textarea|select|option/;

/** Only if asked for, and never what is typed, chosen or masked. */
const textOf = (element: HTMLElement, { allowClickText }: Options): string | undefined =>
  allowClickText && !FORM_FIELD.test(element.localName) && !isMasked(element)
    ? scrub(element.innerText).trim().slice(0, MAX_TEXT_LENGTH)
    : undefined;

export const describe: Describe = (hit, options) => {
  maskAlso(options.mask);
  const element = targetOf(hit);
  const link = `${(element as HTMLAnchorElement).href ?? ''}`;
  return {
    element,
    told: {
      anchor: fingerprint(element),
      text: textOf(element as HTMLElement, options),
      href: link ? placeOf(link) : undefined,
    },
  };
};
