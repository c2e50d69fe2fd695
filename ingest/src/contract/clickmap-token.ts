import { z } from 'zod';
import { MAX_PATH_LENGTH, MAX_TOKEN_LENGTH } from './limits.ts';

/** `POST /api/clickmap/link` */
export interface ClickmapLinkRequest {
  /** One page, or every page whose path begins so when it ends in `*`. */
  path: string;
  /** Where the page lives: one of the project's origins. */
  origin: string;
}

export interface ClickmapLinkAnswer {
  /** `origin + path + "#trodden=<code>"`; the code works once. */
  url: string;
  /** When the code ends. */
  expires_at_ms: number;
}

/** `POST /v1/clickmap/exchange` */
export interface ClickmapExchangeRequest {
  code: string;
}

/** Also of `POST /v1/clickmap/renew`, which takes the token itself as `Authorization: Bearer …`. */
export interface ClickmapTokenAnswer {
  token: string;
  expires_at_ms: number;
  /** The pages it is good for, as in the request for the link. */
  path: string;
}

/** `POST /api/clickmap/revoke`: every token and code of the project ends at once. */
export interface ClickmapRevokeAnswer {
  ok: true;
}

/** A path as browsers write it, without query and fragment; `*` only at the end. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
const PATH_SCOPE = /^\/[^\u0000-\u0020\u007f?#*\\]*\*?$/;
const MAX_ORIGIN_LENGTH = 300;

export const clickmapLinkSchema = z.object({
  path: z.string().max(MAX_PATH_LENGTH).regex(PATH_SCOPE),
  origin: z.string().min(1).max(MAX_ORIGIN_LENGTH),
}) satisfies z.ZodType<ClickmapLinkRequest>;

export const clickmapExchangeSchema = z.object({
  code: z.string().min(1).max(MAX_TOKEN_LENGTH),
}) satisfies z.ZodType<ClickmapExchangeRequest>;
