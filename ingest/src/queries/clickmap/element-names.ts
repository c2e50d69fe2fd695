import type { Anchor } from '../../contract/index.ts';
import { anchorFrom } from '../anchor-from.ts';
import type { ClickmapScope } from './scope.ts';

/** What can be said of an element besides numbers. */
export interface ElementName {
  key: string;
  anchor: Anchor;
  tagName: string;
  text: string;
}

interface Row {
  id: string;
  key: string;
  anchor: string;
  tag_name: string;
  text: string;
}

/** The whole anchor of each element, as its newest click on these pages had it. */
export async function elementNames(
  { ask, page }: ClickmapScope,
  ids: readonly string[],
): Promise<Map<string, ElementName>> {
  const found = await ask<Row>(
    `SELECT toString(element) AS id, key, anchor, toString(tag_name) AS tag_name, text
     FROM anchors WHERE ${page} AND element IN {ids:Array(UInt64)}
     ORDER BY at DESC, path LIMIT 1 BY element`,
    { ids: ids.map(BigInt) },
  );
  return new Map(
    found.map(({ id, key, anchor, tag_name, text }) => [
      id,
      { key, anchor: anchorFrom(anchor), tagName: tag_name, text },
    ]),
  );
}
