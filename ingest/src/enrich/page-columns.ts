import type { BatchPage } from '../contract/index.ts';
import { MAX_PATH_LENGTH } from '../contract/limits.ts';
import { field } from './field.ts';
import { plainUrl } from './url.ts';
import { OTHER, type Words } from './words.ts';

/** `page_view_id`, `url` and `path` of an event on a page that its batch does not list. */
export function unlistedPage(pageViewId: string, address: string, words?: Words | undefined): string {
  if (address === '') return `${field(pageViewId)}\t\t`;
  const { url, path } = plainUrl(address);
  const short = path.slice(0, MAX_PATH_LENGTH);
  const counted = words === undefined || words.paths.admits(short) ? short : OTHER;
  return `${field(pageViewId)}\t${field(url)}\t${field(counted)}`;
}

/** The batch's pages by id, ready to be put into every event that happened on them. */
export function pageColumns(pages: BatchPage[], words?: Words | undefined): Map<string, string> {
  const columns = new Map<string, string>();
  for (const { page_view_id, url } of pages) {
    columns.set(page_view_id, unlistedPage(page_view_id, url, words));
  }
  return columns;
}
