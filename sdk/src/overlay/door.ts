import type { Options } from '../options.ts';
import type { ClickmapTokenAnswer } from '../wire.ts';
import type { PolicyWatch, Trouble } from './trouble.ts';
import { unreachable } from './trouble.ts';

/** Renewed when this share of its life is over. */
const RENEW_AT = 0.6;
const MIN_RENEW_MS = 5_000;

/** The way to the server while the overlay is open. The token is in this closure, and for a reload in the tab's own storage. */
export interface Door {
  /** Rejects with a `Trouble`, or as the signal says. */
  ask<Answer>(path: string, query: URLSearchParams, signal: AbortSignal): Promise<Answer>;
  /** Whether this page is one of those the link was made for. */
  covers(path: string): boolean;
  /** Hears that it has come to its end. */
  ended?: (trouble: Trouble) => void;
  /** Nothing is asked any more; what the tab kept stays. */
  rest(): void;
  /** For good. */
  close(): void;
}

/** In words; the general ones where even they cannot be had. */
const explain = (
  url: string,
  how: (words: typeof import('./details/index.ts')) => Promise<Trouble>,
): Promise<Trouble> => import('./details/index.ts').then(how, () => unreachable(new URL(url).origin));

async function call<Answer>(url: string, init: RequestInit, policy: PolicyWatch): Promise<Answer> {
  const options: RequestInit = { ...init, credentials: 'omit', cache: 'no-store', redirect: 'error' };
  const answer = await fetch(url, options).catch(async (reason: unknown) => {
    throw init.signal?.aborted ? reason : await explain(url, ({ explainFailure }) => explainFailure(url, policy));
  });
  const isOurs = answer.headers.get('content-type')?.includes('json');
  if (!answer.ok || !isOurs) throw await explain(url, ({ explainAnswer }) => explainAnswer(answer));
  return answer.json() as Promise<Answer>;
}

/** What a map keeps over a reload begins with this; no code does. */
const KEPT = 'Bearer ';

export const isKept = (code: string): boolean => code.startsWith(KEPT);

/**
 * Exchanges the code of the link, which works once, for a token that is renewed as long as the door is open. The tab keeps
 * it, so that the map is there again after a reload: what it kept is renewed at once.
 */
export async function openDoor({ host, key, cookieless }: Options, code: string, policy: PolicyWatch): Promise<Door> {
  const at = `${host}/v1/clickmap`;
  let authorization = code;
  let scope = '';
  let over = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (value: string) => {
    try {
      if (value && !cookieless) sessionStorage[`trodden1.${key}.map`] = value;
      else delete sessionStorage[`trodden1.${key}.map`];
    } catch {
      // Then it ends with the page.
    }
  };
  const take = async (way: string, init: RequestInit) => {
    const answer = await call<ClickmapTokenAnswer>(at + way, { method: 'POST', ...init }, policy);
    if (over) return;
    scope = answer.path;
    authorization = KEPT + answer.token;
    keep(authorization);
    timer = setTimeout(renew, Math.max((answer.expires_at_ms - Date.now()) * RENEW_AT, MIN_RENEW_MS));
  };
  const again = () => take('/renew', { headers: { authorization } });
  const renew = () =>
    again().catch((trouble: Trouble) => {
      if (trouble.code !== 'refused') timer = setTimeout(renew, MIN_RENEW_MS);
      else {
        keep('');
        door.ended?.(trouble);
      }
    });
  const door: Door = {
    covers: (path) => (scope.endsWith('*') ? path.startsWith(scope.slice(0, -1)) : path === scope),
    ask: (path, query, signal) => call(`${at}${path}?${query}`, { headers: { authorization }, signal }, policy),
    rest() {
      over = true;
      clearTimeout(timer);
    },
    close() {
      door.rest();
      keep('');
    },
  };
  try {
    // Plain text spares the preflight, as everywhere in the SDK.
    if (isKept(code)) await again();
    else await take('/exchange', { body: JSON.stringify({ code }), headers: { 'content-type': 'text/plain' } });
  } catch (trouble) {
    if ((trouble as Trouble).code === 'refused') keep('');
    throw trouble;
  }
  return door;
}
