import type { Anchor, ClickData } from '../contract/index.ts';
import { quote } from './json.ts';
import { plainHref } from './url.ts';

/** What only a click has, with a leading comma each. */
export function clickColumns(data: ClickData): string {
  let text =
    `,"anchor":${anchorText(data.anchor)},"tag_name":${quote(data.tag_name)},"input":"${data.input}"` +
    `,"x":${data.x},"y":${data.y},"page_x":${data.page_x},"page_y":${data.page_y}` +
    `,"element_x":${data.element_x},"element_y":${data.element_y}` +
    `,"element_width":${data.element_width},"element_height":${data.element_height}` +
    `,"viewport_width":${data.viewport_width},"viewport_height":${data.viewport_height}` +
    `,"page_width":${data.page_width},"page_height":${data.page_height}`;
  if (data.text !== undefined && data.text !== '') text += `,"text":${quote(data.text)}`;
  if (data.href !== undefined && data.href !== '') text += `,"href":${quote(plainHref(data.href))}`;
  if (data.dead !== undefined && data.dead !== '') text += `,"dead":${quote(data.dead)}`;
  return data.rage === undefined ? text : `${text},"rage":${data.rage}`;
}

/**
 * The anchor as an object: ClickHouse reads an object into a String column as its text
 * (`input_format_json_read_objects_as_strings`), which saves escaping every quote of it.
 */
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
