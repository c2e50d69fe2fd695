import type { Report } from './sending.ts';

/** What is used of a Playwright request. */
export interface RequestLike {
  url(): string;
  method(): string;
  headers(): Record<string, string>;
  postDataBuffer(): Uint8Array | null;
  isNavigationRequest(): boolean;
  frame(): { parentFrame(): unknown };
}

/** What is used of a Playwright page. */
export interface PageLike {
  exposeFunction(name: string, callback: (report: Report) => void): Promise<unknown>;
  addInitScript(script: { content: string }): Promise<unknown>;
  frames(): { evaluate(script: string): Promise<unknown> }[];
  context(): { storageState(): Promise<{ origins: { localStorage: { name: string; value: string }[] }[] }> };
  on(event: 'request', listener: (request: RequestLike) => void): unknown;
  off(event: 'request', listener: (request: RequestLike) => void): unknown;
}

export const isPage = (target: object): target is PageLike => 'addInitScript' in target;
