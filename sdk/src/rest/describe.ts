import type { Describe } from '../capture/index.ts';
import { fingerprint, isInteractive, isMasked, maskAlso, placeOf, scrub, targetOf, wordsOf } from '../dom/index.ts';
import type { Options } from '../options.ts';
import { MAX_TEXT_LENGTH } from '../wire.ts';

const FORM_FIELD = /input|textarea|select|option/;

/** Of links and buttons only, if asked for, and never what is typed, chosen or masked, in them or around them. */
const textOf = (element: Element, { allowClickText }: Options): string | undefined =>
  allowClickText && !FORM_FIELD.test(element.localName) && isInteractive(element) && !isMasked(element)
    ? scrub(wordsOf(element, MAX_TEXT_LENGTH))
    : undefined;

export const describe: Describe = (hit, options) => {
  maskAlso(options.mask);
  const element = targetOf(hit);
  const link = `${(element as HTMLAnchorElement).href ?? ''}`;
  return {
    element,
    told: {
      anchor: fingerprint(element),
      text: textOf(element, options),
      href: link ? placeOf(link) : undefined,
    },
  };
};
