import type { ClickmapTokenAnswer } from '../wire.ts';
import type { PolicyWatch, Trouble } from './trouble.ts';
import { explainAnswer, explainFailure } from './trouble.ts';

/** Renewed when this share of its life is over. */
const RENEW_AT = 0.6;
const MIN_RENEW_MS = 5_000;

/** The way to the server while the overlay is open. The token is nowhere but in this closure. */
export interface Door {
  /** Rejects with a `Trouble`, or as the signal says. */
  ask<Answer>(path: string, query: URLSearchParams, signal: AbortSignal): Promise<Answer>;
  close(): void;
}

async function call<Answer>(url: string, init: RequestInit, policy: PolicyWatch): Promise<Answer> {
  const options: RequestInit = { ...init, credentials: 'omit', cache: 'no-store', redirect: 'error' };
  const answer = await fetch(url, options).catch(async (reason: unknown) => {
    throw init.signal?.aborted ? reason : await explainFailure(url, policy);
  });
  const isOurs = answer.headers.get('content-type')?.includes('json');
  if (!answer.ok || !isOurs) throw await explainAnswer(answer);
  return answer.json() as Promise<Answer>;
}

/** Exchanges the code of the link, which works once, for a token that is renewed as long as the door is open. */
export async function openDoor(
  host: string,
  code: string,
  policy: PolicyWatch,
  ended: (trouble: Trouble) => void,
): Promise<Door> {
  const at = `${host}/v1/clickmap`;
  let { token, expires_at_ms } = await call<ClickmapTokenAnswer>(
    `${at}/exchange`,
    // Plain text spares the preflight, as everywhere in the SDK.
    { method: 'POST', body: JSON.stringify({ code }), headers: { 'content-type': 'text/plain' } },
    policy,
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const headers = () => ({ authorization: `Bearer ${token}` });
  const renew = async () => {
    try {
      ({ token, expires_at_ms } = await call<ClickmapTokenAnswer>(
        `${at}/renew`,
        { method: 'POST', headers: headers() },
        policy,
      ));
      plan();
    } catch (trouble) {
      if ((trouble as Trouble).code === 'refused') ended(trouble as Trouble);
      else timer = setTimeout(renew, MIN_RENEW_MS);
    }
  };
  const plan = () => {
    timer = setTimeout(renew, Math.max((expires_at_ms - Date.now()) * RENEW_AT, MIN_RENEW_MS));
  };
  plan();
  return {
    ask: (path, query, signal) => call(`${at}${path}?${query}`, { headers: headers(), signal }, policy),
    close() {
      clearTimeout(timer);
      token = '';
    },
  };
}
