import type { PolicyWatch, Trouble } from '../trouble.ts';
import { unreachable } from '../trouble.ts';

/** The request never got an answer. */
export async function explainFailure(url: string, policy: PolicyWatch): Promise<Trouble> {
  const { origin, protocol } = new URL(url);
  const directive = await policy.blockedBy(url);
  if (directive)
    return {
      code: 'blocked',
      text: `This page's Content-Security-Policy stops the map: add ${origin} to ${directive}.`,
    };
  if (location.protocol === 'https:' && protocol === 'http:')
    return {
      code: 'mixed-content',
      text: `This page is https and ${origin} is not: browsers block that. Serve it by https.`,
    };
  return unreachable(origin);
}

/** Something answered, but not as Trodden does. */
export async function explainAnswer(answer: Response): Promise<Trouble> {
  const { status, url, redirected } = answer;
  const body: unknown = await answer.json().catch(() => undefined);
  const error = (body as { error?: { message?: string; hint?: string } } | undefined)?.error;
  if (!error)
    return {
      code: 'proxy',
      text: `Not Trodden but something before it answered ${new URL(url).pathname} (${status}${redirected ? ', redirected' : ''}, ${answer.headers.get('content-type') ?? 'no type'}): let it pass /v1/clickmap and everything below, with Origin and Authorization.`,
    };
  if (status > 499) return { code: 'server', text: `${error.message ?? status} ${error.hint ?? ''}` };
  // The address keeps the name of where it came from.
  if (origin === 'null')
    return { code: 'opaque-origin', text: 'This page is sandboxed and has no origin, so no link can be meant for it.' };
  const told = error.message ?? 'Refused.';
  // What the link bought was good a moment ago.
  if (!url.endsWith('/exchange'))
    return {
      code: 'refused',
      text: `${told} The map was open for too long or was ended by its owner; or a proxy before ${new URL(url).host} leaves out the Authorization header. Make a new link.`,
    };
  return {
    code: 'refused',
    text: `${told} A link opens once, within a minute, on ${location.origin} only: make a new one.`,
  };
}
