import { isMasked } from './mask.ts';
import { attribute, localName, nodeType } from './native.ts';
import { tidy, walk } from './text.ts';

const MAX_NAME = 80;
const CONTROL = /^(input|select|textarea)$/;
const BUTTON_INPUT = /^(submit|button|reset)$/;

/** An image by its file's first word, so that a content hash in the file name does not count. */
function fileWord(source: string | null): string {
  return (/[^/]*$/.exec(source ?? '')?.[0] ?? '').split(/[.?\d]/)[0] ?? '';
}

function iconOf(element: Element, tag: string): string {
  if (tag === 'path') return attribute(element, 'd')?.slice(0, MAX_NAME) ?? '';
  if (tag === 'use') return attribute(element, 'href') ?? attribute(element, 'xlink:href') ?? '';
  return tag === 'img' ? fileWord(attribute(element, 'src')) : '';
}

function contentOf(element: Element, tag: string): string {
  let text = '';
  let icon = iconOf(element, tag);
  walk(element, (node, inner) => {
    const image = inner === 'img' && attribute(node as Element, 'alt');
    if (inner && !icon) icon = iconOf(node as Element, inner);
    if (!inner || image) text += ` ${image || (node as Text).data}`;
    return text.length > MAX_NAME * 2;
  });
  return tidy(text) || tidy(attribute(element, 'title')) || (icon && `<${icon}`);
}

function controlName(element: Element): string {
  const control = element as HTMLInputElement;
  if (BUTTON_INPUT.test(attribute(element, 'type') ?? '')) return tidy(attribute(element, 'value'));
  const label = control.labels?.[0];
  return (label && contentOf(label, 'label')) || tidy(attribute(element, 'title'));
}

/** What a person would call the element, with its digits; empty for masked ones and for the page itself. */
export function nameOf(element: Element): string {
  const tag = localName(element);
  if (tag === 'body' || tag === 'html' || nodeType(element) !== 1 || isMasked(element)) return '';
  const said =
    tidy(attribute(element, 'aria-label')) ||
    tidy(attribute(element, 'alt')) ||
    tidy(attribute(element, 'placeholder'));
  return (said || (CONTROL.test(tag) ? controlName(element) : contentOf(element, tag))).slice(0, MAX_NAME);
}
