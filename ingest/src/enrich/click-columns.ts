import { type Anchor, anchorKey, type ClickData } from '../contract/index.ts';
import { NO_DATA } from './data.ts';
import { field } from './field.ts';
import { quote } from './json.ts';
import { plainHref } from './url.ts';

/** From `props_string` to `anchor_key`, each with a tab in front. */
export function clickColumns(data: ClickData): string {
  const text =
    `${NO_DATA}\t${data.viewport_width}\t${data.viewport_height}\t${field(anchorText(data.anchor))}\t${field(data.tag_name)}\t${data.input}` +
    `\t${data.x}\t${data.y}\t${data.page_x}\t${data.page_y}\t${data.element_x}\t${data.element_y}` +
    `\t${data.element_width}\t${data.element_height}\t${data.page_width}\t${data.page_height}\t${field(data.text ?? '')}`;
  const href = data.href === undefined ? '' : field(plainHref(data.href));
  const dead = data.dead === undefined ? '' : field(data.dead);
  return `${text}\t${href}\t${dead}\t${data.rage ?? ''}${NO_VIEW}\t${anchorKey(data.anchor)}`;
}

/** From `entry_type` to `utm_content`. */
const NO_VIEW = '\t'.repeat(10);

/** The columns of a click, where an event has none of them. */
export const NO_CLICK = '\t'.repeat(17);

/** The anchor is kept as JSON text. */
function anchorText(anchor: Anchor): string {
  let text = `{"t":${quote(anchor.t)}`;
  if (anchor.n !== undefined) text += `,"n":${quote(anchor.n)}`;
  if (anchor.x !== undefined) text += `,"x":${quote(anchor.x)}`;
  if (anchor.h !== undefined) text += `,"h":${quote(anchor.h)}`;
  if (anchor.a !== undefined) text += `,"a":${quote(anchor.a)}`;
  if (anchor.i !== undefined) text += `,"i":${quote(anchor.i)}`;
  if (anchor.c !== undefined) text += `,"c":${quoteAll(anchor.c)}`;
  if (anchor.s !== undefined) text += `,"s":${quoteAll(anchor.s)}`;
  if (anchor.v !== undefined) text += `,"v":${quoteAll(anchor.v)}`;
  if (anchor.w !== undefined) text += `,"w":${quoteAll(anchor.w)}`;
  if (anchor.o !== undefined) text += `,"o":[${anchor.o.join()}]`;
  if (anchor.q !== undefined) text += `,"q":${quote(anchor.q)}`;
  if (anchor.p !== undefined) text += `,"p":${quote(anchor.p)}`;
  if (anchor.l !== undefined) text += `,"l":${quote(anchor.l)}`;
  return `${text}}`;
}

function quoteAll(prints: string[]): string {
  let text = '';
  for (const print of prints) text += text === '' ? quote(print) : `,${quote(print)}`;
  return `[${text}]`;
}
