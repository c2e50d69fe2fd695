import type { RequestLike } from './page.ts';
import type { Report, Sending } from './sending.ts';
import { bytesOfBase64 } from './sending.ts';

/** Which addresses count: those that begin so, match, or are answered with true. */
export type Target = string | RegExp | ((url: string) => boolean);

export interface WatchOptions {
  /**
   * Where the secrets must not go, for example `https://stats.example.com`. Default: nowhere at all, which also holds
   * for the app's own requests.
   */
  to?: Target | undefined;
}

/** Everything that leaves a page, from when it was asked for. */
export interface Watch {
  /** What has left so far. Rejects when a body could not be read, since nothing is known then. */
  sent(): Promise<Sending[]>;
  /** Leaves the page as it was found. */
  stop(): void;
}

/** How long bodies may take to be read. */
const SETTLE_MS = 2_000;

const includes = (to: Target | undefined, url: string): boolean => {
  if (to === undefined) return true;
  if (typeof to === 'function') return to(url);
  return typeof to === 'string' ? url.startsWith(to) : to.test(url);
};

/** `settle` resolves when all bodies that are being read have been reported. */
export const createWatch = (
  { to }: WatchOptions,
  settle: () => Promise<unknown>,
  stop: () => void,
): [watch: Watch, add: (report: Report) => void] => {
  const reports = new Map<string, Report>();
  const sent = async (): Promise<Sending[]> => {
    await Promise.race([settle(), new Promise((resolve) => setTimeout(resolve, SETTLE_MS))]);
    return [...reports.values()].map(({ id: _, reading, body, ...rest }) => {
      if (reading) throw new Error(`What was sent to ${rest.url} could not be read, so nothing is proved`);
      return { ...rest, body: body === undefined ? undefined : bytesOfBase64(body) };
    });
  };
  const add = (report: Report) => {
    if (report.method === 'UNKNOWN' || includes(to, report.url)) reports.set(report.id, report);
  };
  return [{ sent, stop }, add];
};

/** What the browser says of a request: of every kind, but without the bodies that are made of blobs. */
export const reportOf = (request: RequestLike, id: string): Report | undefined => {
  // The address that the test itself opened.
  if (request.isNavigationRequest() && request.method() === 'GET' && !request.frame().parentFrame()) return undefined;
  const body = request.postDataBuffer();
  const { referer } = request.headers();
  const url = request.url();
  // To the page's own server the browser adds the page's address by itself.
  const foreign = referer && !url.startsWith(new URL(referer).origin);
  return {
    id,
    by: 'request',
    method: request.method(),
    url,
    headers: foreign ? { referer } : {},
    body: body ? btoa(Array.from(body, (byte) => String.fromCharCode(byte)).join('')) : undefined,
  };
};
