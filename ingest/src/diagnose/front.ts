import type { Config } from '../config.ts';
import { serverUrl } from '../process/server-url.ts';
import { type Finding, fault, note, ok } from './finding.ts';

const ANSWER_WITHIN_MS = 5_000;
/** Nearly the largest batch there is; a proxy's default for bodies is often as low. */
const LARGE_BODY_BYTES = 1_000_000;
const MAX_SKEW_MS = 10_000;

async function ask(url: string, init: RequestInit = {}): Promise<Response | undefined> {
  return fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).catch(
    () => undefined,
  );
}

/** The server as browsers reach it: whether it answers, what stands in front of it, and whether that lets batches through. */
export async function checkFront(config: Config): Promise<Finding[]> {
  const url = serverUrl(config, config.port);
  const findings: Finding[] = [];
  const ready = await ask(`${url}/readyz`);
  const state = (await ready?.json().catch(() => undefined)) as
    | { ok?: boolean; spool?: { reason?: string | null } }
    | undefined;
  if (ready === undefined || typeof state?.ok !== 'boolean') {
    const advice =
      config.publicUrl === undefined
        ? 'Start it, or give this command the HOST and PORT of the server.'
        : 'Does the proxy pass everything on to the server? Is TRODDEN_PUBLIC_URL right?';
    return [fault(`${url} does not answer as a Trodden server does`, advice), ...checkAddresses(config, false)];
  }
  findings.push(
    state.ok
      ? ok(`${url} takes events`)
      : fault(`${url} takes no events: ${state.spool?.reason ?? 'it is starting or stopping'}`, 'See the runbook.'),
  );
  const isProxied = ['via', 'server', 'cf-ray'].some((name) => ready.headers.has(name));
  findings.push(...checkClock(ready), ...checkAddresses(config, isProxied), await checkBodies(url));
  const metrics = await ask(`${url}/metrics`);
  if (config.publicUrl !== undefined && metrics?.status === 200)
    findings.push(
      note('/metrics can be read by everybody', 'Let the proxy answer it with 404, and scrape the server itself.'),
    );
  return findings;
}

/** The proxy's clock against this machine's: batches are corrected by the server's. */
function checkClock(answer: Response): Finding[] {
  const date = Date.parse(answer.headers.get('date') ?? '');
  if (Number.isNaN(date)) return [];
  const skew = Math.abs(Date.now() - date);
  return [
    skew > MAX_SKEW_MS
      ? fault(
          `The clocks of this machine and of ${answer.url} differ by ${Math.round(skew / 1_000)} s`,
          'Run NTP on both.',
        )
      : ok('The clocks agree'),
  ];
}

function checkAddresses({ trustProxy, publicUrl, rateLimit, host }: Config, isProxied: boolean): Finding[] {
  if (trustProxy === true)
    return [
      fault(
        'TRODDEN_TRUST_PROXY=true believes whatever address a client claims',
        'Name the proxy instead: loopback, uniquelocal, an address, or the number of hops.',
      ),
    ];
  if (trustProxy === false && (isProxied || publicUrl !== undefined))
    return [
      rateLimit === 0
        ? note(
            'Everybody has the address of the proxy',
            'Set TRODDEN_TRUST_PROXY, or countries and cookieless visitors are wrong.',
          )
        : fault(
            'Everybody has the address of the proxy, and shares one rate limit',
            'Set TRODDEN_TRUST_PROXY to the proxy: loopback, uniquelocal, an address, or the number of hops.',
          ),
    ];
  if (trustProxy === false && host !== '127.0.0.1' && host !== '::1' && host !== 'localhost')
    return [note('The server listens without TLS', 'Put a proxy in front of it, unless this is a private network.')];
  return [
    ok(
      trustProxy === false ? 'Addresses are those of the connections' : `Addresses come from the proxy (${trustProxy})`,
    ),
  ];
}

/** A body that only the server itself refuses: whatever else comes back is the proxy's. */
async function checkBodies(url: string): Promise<Finding> {
  const body = 'x'.repeat(LARGE_BODY_BYTES);
  const answer = await ask(`${url}/v1/events?t=${Date.now()}`, { method: 'POST', body });
  const text = (await answer?.text().catch(() => '')) ?? '';
  if (text.includes('"INVALID_JSON"')) return ok('Large batches reach the server');
  if (text.includes('"RATE_LIMITED"')) return note('This machine is rate limited right now', 'Ask again in a minute.');
  return fault(
    `A batch of 1 MB does not reach the server: ${answer?.status ?? 'no answer'}`,
    'Let the proxy take bodies of 3 MB (nginx: client_max_body_size 3m), and pass POST on unchanged.',
  );
}
