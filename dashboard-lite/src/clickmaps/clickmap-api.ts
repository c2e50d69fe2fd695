import { ask, post } from '../api.ts';
import type {
  ClickmapAnswer,
  ClickmapCompareAnswer,
  ClickmapHoursAnswer,
  ClickmapLinkAnswer,
  ClickmapPagesAnswer,
  ClickmapPreviewAnswer,
} from '../wire.ts';

export const readPages = (query: URLSearchParams) => ask<ClickmapPagesAnswer>(`/api/clickmap/pages?${query}`);

export const readClickmap = (query: URLSearchParams) => ask<ClickmapAnswer>(`/api/clickmap?${query}`);

export const readHours = (query: URLSearchParams) => ask<ClickmapHoursAnswer>(`/api/clickmap/hours?${query}`);

export const readComparison = (query: URLSearchParams) => ask<ClickmapCompareAnswer>(`/api/clickmap/compare?${query}`);

export const readPreview = (query: URLSearchParams) => ask<ClickmapPreviewAnswer>(`/api/clickmap/preview?${query}`);

/** An address with a code that opens the overlay once, within a minute. */
export const makeLink = (path: string, origin: string) =>
  ask<ClickmapLinkAnswer>('/api/clickmap/link', post({ path, origin }));
