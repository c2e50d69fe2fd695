import type { PageViewData, Utm } from '../contract/index.ts';
import { quote } from './json.ts';
import { redact } from './redact.ts';
import { plainUrl } from './url.ts';

/** What only a page view has, with a leading comma each. */
export function viewColumns(data: PageViewData): string {
  let text =
    `,"entry_type":"${data.entry_type}","viewport_width":${data.viewport_width},"viewport_height":${data.viewport_height}` +
    `,"screen_width":${data.screen_width},"screen_height":${data.screen_height}`;
  if (data.referrer !== '') text += `,"referrer":${quote(plainUrl(data.referrer).url)}`;
  if (data.title !== '') text += `,"title":${quote(redact(data.title))}`;
  return data.utm === undefined ? text : text + utmColumns(data.utm);
}

function utmColumns(utm: Utm): string {
  return (
    utmColumn('utm_source', utm.source) +
    utmColumn('utm_medium', utm.medium) +
    utmColumn('utm_campaign', utm.campaign) +
    utmColumn('utm_term', utm.term) +
    utmColumn('utm_content', utm.content)
  );
}

function utmColumn(name: string, value: string | undefined): string {
  return value === undefined || value === '' ? '' : `,"${name}":${quote(redact(value))}`;
}
