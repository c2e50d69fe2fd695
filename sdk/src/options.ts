import type { AuthSource } from './who/index.ts';
import type { TroddenEvent } from './wire.ts';

/** Everything `init` takes. Only `key` and `host` are required; every default is the private one. */
export interface TroddenOptions {
  /** The project's public key, `pk_…`. */
  key: string;
  /** Where the ingest server answers, for example `https://stats.example.com`. The script tag takes its own origin. */
  host: string;
  /** Who is signed in: a user, null, a promise of one, or a function that reports each change. */
  auth?: AuthSource | undefined;
  /** The version of your app, for comparisons between releases. */
  release?: string | undefined;
  /** What to assume before the visitor decided. Default `granted`; Global Privacy Control turns that into `denied`. */
  consent?: 'granted' | 'denied' | undefined;
  /** Lets Do Not Track turn that into `denied` too. Default off: browsers set it without having asked. */
  respectDnt?: boolean | undefined;
  /**
   * Stores nothing in the browser and reads nothing there: ids last for the page load, what cannot be sent is lost, and
   * the server tells visitors apart for one day. Default off.
   */
  cookieless?: boolean | undefined;
  /** A domain, such as `example.com`, whose subdomains share visitor, session and consent through a cookie. */
  cookieDomain?: string | undefined;
  /** Where events go, below the host. Default `/v1/events`; a rewriting proxy may call it anything. */
  eventsPath?: string | undefined;
  /** A selector: the text of matching elements is never told, whatever else is allowed. */
  mask?: string | undefined;
  /** Sends the visible text of clicked links and buttons. Default off. */
  allowClickText?: boolean | undefined;
  /** Counts a hash router's `#/path` as part of the path, and its changes as navigations. Default off. */
  hash?: boolean | undefined;
  /** Also counts clicks made by scripts. Default off. */
  scriptedClicks?: boolean | undefined;
  /**
   * What not to capture: any of `errors`, `frames` (clicks inside frames of the own origin), `forms`, `dead`, `rage`,
   * `scroll`, `visible`, `exposures`, `vitals`. One text with spaces, or a list.
   */
  without?: string | readonly string[] | undefined;
  /**
   * A click is called dead when for so many milliseconds nothing follows that anybody could see. Default 1,000, at most
   * 2,000. The attribute `data-trodden-ignore-dead` excepts an element and all inside it.
   */
  deadClickMs?: number | undefined;
  /** A selector: clicks on matching elements, and inside them, are never called dead. */
  ignoreDead?: string | undefined;
  /** The same for rage clicks; the attribute is `data-trodden-ignore-rage`. */
  ignoreRage?: string | undefined;
  /** Sees every event before it is kept; may change it, or drop it by answering null. */
  beforeSend?: ((event: TroddenEvent) => TroddenEvent | null) | undefined;
  /**
   * The folder above `t/`, where the script tag's lazy parts lie, when the script is inlined, concatenated or renamed.
   * Default: where the script came from. The package needs no such address.
   */
  base?: string | undefined;
  /**
   * Records sessions for replay: `on`, `off`, or the share of sessions between 0 and 1. Default off. A session is recorded in all of
   * its pages and tabs, or in none.
   */
  replay?: 'on' | 'off' | boolean | number | `${number}` | undefined;
  /** Shorter sessions are not kept. Default 2,000. */
  replayMinMs?: number | undefined;
  /**
   * What has to happen before a recording is kept, separated by commas: `always` (the default), `error`, `rage`, `dead`, `call`
   * (only `startReplay()`), or paths such as `/checkout*`. Up to a minute from before is kept with it.
   */
  replayWhen?: string | undefined;
  /** A selector: matching elements are replaced by boxes, like those with `data-trodden-block`. */
  replayBlock?: string | undefined;
  /** A selector: text in matching elements is recorded as it is, like in those with `data-trodden-unmask`. `mask` wins. */
  replayUnmask?: string | undefined;
  /** Notes in recordings that the console was told an error or a warning, and of what types; never the words. Default off. */
  replayConsole?: boolean | undefined;
  /** Notes in recordings what the page asked for: status, address without its query, time; never a body. Default off. */
  replayNetwork?: boolean | undefined;
  /** Explains itself in the console. */
  debug?: boolean | undefined;
}

/** The same after the defaults. */
export interface Options extends TroddenOptions {
  consent: 'granted' | 'denied';
  eventsPath: string;
}

export const resolveOptions = (given: TroddenOptions): Options => ({
  ...given,
  host: (given.host || '').replace(/\/+$/, ''),
  consent: given.consent ?? 'granted',
  eventsPath: given.eventsPath ?? '/v1/events',
});

/** A script tag's `data-*` attributes: an empty one and `true` switch on, `false` switches off, the rest is text. */
export const optionsFrom = ({ dataset, src }: HTMLScriptElement): TroddenOptions => {
  const options: Record<string, unknown> = { host: src && new URL(src).origin };
  for (const name in dataset) {
    const value = dataset[name];
    options[name] = !value || value === 'true' || (value !== 'false' && value);
  }
  return options as unknown as TroddenOptions;
};
