import type { Config } from '../config.ts';
import { serverUrl } from '../process/server-url.ts';
import type { Project } from '../store/index.ts';
import { blockedBy } from './csp.ts';
import { type Finding, fault, note, ok } from './finding.ts';

const ANSWER_WITHIN_MS = 10_000;
const MAX_PAGE_CHARACTERS = 5_000_000;
const META_POLICY = /<meta\b[^>]*http-equiv=["']?content-security-policy["']?[^>]*>/gi;
const KEY = /pk_[A-Za-z0-9_-]{16,100}/g;

/** The policies of a page: of its header, and of its own `<meta>` tags. */
function policiesOf(answer: Response, html: string): string[] {
  const header = answer.headers.get('content-security-policy');
  const metas = [...html.matchAll(META_POLICY)].map(([tag]) => /content=(["'])(.*?)\1/is.exec(tag)?.[2] ?? '');
  return [...(header === null ? [] : header.split(',')), ...metas].filter((policy) => policy.trim() !== '');
}

/** A page that carries the script, as a browser would judge it. */
export async function checkPage(config: Config, address: string, projects: readonly Project[]): Promise<Finding[]> {
  const page = new URL(address);
  const answer = await fetch(page, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).catch(() => undefined);
  if (answer === undefined) return [fault(`${address} cannot be fetched from here`, 'Check the address.')];
  const html = (await answer.text()).slice(0, MAX_PAGE_CHARACTERS);
  const server = new URL(serverUrl(config, config.port));
  return [
    ...(page.protocol === 'https:' && server.protocol === 'http:'
      ? [
          fault(
            `${server.origin} is plain http: an https page may not load it`,
            'Give the server TLS, and set TRODDEN_PUBLIC_URL.',
          ),
        ]
      : []),
    ...checkKeys(html, projects),
    ...checkOrigins(config, page, projects, html),
    ...checkPolicies(policiesOf(answer, html), page, server),
  ];
}

function checkKeys(html: string, projects: readonly Project[]): Finding[] {
  const keys = [...new Set(html.match(KEY) ?? [])];
  if (keys.length === 0)
    return [note('The page names no public key', 'A bundle may bring it; else add the script tag.')];
  return keys.map((key) => {
    const project = projects.find(({ publicKeys }) => publicKeys.includes(key));
    if (project === undefined)
      return fault(`No project has the key ${key.slice(0, 9)}…`, 'Copy the key of the project: project list.');
    if (!project.enabled) return fault(`The project ${project.id} is switched off`, `project enable ${project.id}`);
    return ok(`The page's key is that of the project ${project.id}`);
  });
}

function checkOrigins({ origins }: Config, page: URL, projects: readonly Project[], html: string): Finding[] {
  const concerned = projects.filter(({ publicKeys }) => publicKeys.some((key) => html.includes(key)));
  return (concerned.length === 0 ? projects : concerned).map((project) => {
    const lists = [origins, project.origins];
    if (lists.every((list) => list.length === 0))
      return note(
        `${project.id}: any origin may send`,
        `Set TRODDEN_ORIGINS=${page.origin}, so that copies of the key are of no use in browsers.`,
      );
    return lists.some((list) => list.includes(page.origin))
      ? ok(`${project.id}: ${page.origin} may send`)
      : fault(`${project.id}: ${page.origin} may not send`, `Add it to TRODDEN_ORIGINS, or to the project.`);
  });
}

function checkPolicies(policies: readonly string[], page: URL, server: URL): Finding[] {
  const questions = [
    ['script-src-elem', new URL('/t.js', server)],
    ['connect-src', new URL('/v1/events', server)],
  ] as const;
  const faults = policies.flatMap((policy) =>
    questions.flatMap(([directive, target]) => {
      const blocking = blockedBy({ policy, directive, target, page });
      const name = directive.replace('-elem', '');
      return blocking === undefined
        ? []
        : [
            fault(
              `The page's policy (${blocking}) blocks ${target.href}`,
              `Add to the Content-Security-Policy: ${name} ${server.origin}`,
            ),
          ];
    }),
  );
  if (faults.length > 0) return faults;
  return [
    ok(
      policies.length === 0
        ? 'The page has no Content-Security-Policy'
        : "The page's policy lets script and events through",
    ),
  ];
}
