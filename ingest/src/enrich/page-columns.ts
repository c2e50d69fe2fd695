import type { BatchPage } from '../contract/index.ts';
import { MAX_PATH_LENGTH } from '../contract/limits.ts';
import { quote } from './json.ts';
import { plainUrl } from './url.ts';

/** Address columns of one page view, with a leading comma each. */
export function addressColumns(address: string): string {
  const { url, path } = plainUrl(address);
  return `,"url":${quote(url)},"path":${quote(path.slice(0, MAX_PATH_LENGTH))}`;
}

/** The batch's pages by id, ready to be put into every event that happened on them. */
export function pageColumns(pages: BatchPage[]): Map<string, string> {
  const columns = new Map<string, string>();
  for (const { page_view_id, url } of pages) {
    columns.set(page_view_id, `,"page_view_id":${quote(page_view_id)}${addressColumns(url)}`);
  }
  return columns;
}
