import type { PageViewData, Utm } from '../contract/index.ts';
import { NO_CLICK } from './click-columns.ts';
import { NO_DATA } from './data.ts';
import { field } from './field.ts';
import { redact } from './redact.ts';
import { plainUrl } from './url.ts';

/** From `props_string` to `utm_content`, each with a tab in front. */
export function viewColumns(data: PageViewData): string {
  const referrer = data.referrer === '' ? '' : field(plainUrl(data.referrer).url);
  return (
    `${NO_DATA}\t${data.viewport_width}\t${data.viewport_height}${NO_CLICK}\t${data.entry_type}\t${data.screen_width}\t${data.screen_height}` +
    `\t${referrer}\t${redacted(data.title)}${data.utm === undefined ? '' : utmColumns(data.utm)}`
  );
}

function utmColumns(utm: Utm): string {
  return (
    `\t${redacted(utm.source)}\t${redacted(utm.medium)}\t${redacted(utm.campaign)}` +
    `\t${redacted(utm.term)}\t${redacted(utm.content)}`
  );
}

function redacted(value: string | undefined): string {
  return value === undefined || value === '' ? '' : field(redact(value));
}
