/** By what a page sent something. */
export type Means = 'fetch' | 'xhr' | 'beacon' | 'websocket' | 'eventsource' | 'form' | 'image' | 'request';

/** One thing that left the page. */
export interface Sending {
  by: Means;
  method: string;
  url: string;
  headers: Record<string, string>;
  /** What was sent, as sent; undefined when there was no body. */
  body?: Uint8Array | undefined;
}

/**
 * The same as it comes out of a page, where only text can.
 * @inline
 */
export interface Report {
  id: string;
  by: Means;
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | undefined;
  /** Its body is still being read; another report with the same id follows. */
  reading?: boolean | undefined;
}

export const bytesOfBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
