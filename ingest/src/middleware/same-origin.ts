import type { Request } from 'express';
import { HttpError } from '../errors.ts';

/**
 * Refuses what another site made a browser send. Browsers set `Sec-Fetch-Site` and `Origin` themselves;
 * a request without either is no browser's, and carries no cookie that its sender does not hold anyway.
 */
export function requireSameOrigin(request: Request): void {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  const isForeignOrigin = origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== request.host);
  if (isForeignSite || isForeignOrigin) {
    throw new HttpError('ORIGIN_NOT_ALLOWED', { message: 'The dashboard can only be used from its own pages.' });
  }
}
