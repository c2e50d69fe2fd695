/** The source lists of a policy, by directive; of a repeated directive the first counts, as in browsers. */
function directivesOf(policy: string): Map<string, string[]> {
  const directives = new Map<string, string[]>();
  for (const part of policy.split(';')) {
    const [name = '', ...sources] = part.trim().split(/\s+/);
    const key = name.toLowerCase();
    if (key !== '' && !directives.has(key)) directives.set(key, sources);
  }
  return directives;
}

const HOST_SOURCE = /^(?:([a-z][a-z0-9+.-]*):\/\/)?((?:\*\.)?[^/:*]+|\*)(?::(\d+|\*))?(\/.*)?$/i;

/** Whether one source of a list lets `target` through, for a page at `page`. */
function isMatch(source: string, target: URL, page: URL): boolean {
  if (source === "'self'") return target.origin === page.origin;
  if (source === '*') return ['http:', 'https:', page.protocol].includes(target.protocol);
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return target.protocol === source.toLowerCase();
  const [, scheme, host = '', port, path] = HOST_SOURCE.exec(source) ?? [];
  if (host === '') return false;
  const wanted = `${(scheme ?? page.protocol.slice(0, -1)).toLowerCase()}:`;
  // A policy for http also lets https through, never the other way.
  if (target.protocol !== wanted && !(wanted === 'http:' && target.protocol === 'https:')) return false;
  const name = host.toLowerCase();
  const isHost = name.startsWith('*.')
    ? target.hostname.endsWith(name.slice(1))
    : name === '*' || target.hostname === name;
  if (!isHost) return false;
  if (port === undefined ? target.port !== '' : port !== '*' && port !== portOf(target)) return false;
  if (path === undefined || path === '/') return true;
  return path.endsWith('/') ? target.pathname.startsWith(path) : target.pathname === path;
}

const portOf = ({ port, protocol }: URL) => (port !== '' ? port : protocol === 'https:' ? '443' : '80');

const FALLBACKS: Readonly<Record<string, readonly string[]>> = {
  'script-src-elem': ['script-src-elem', 'script-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
};

export interface CspQuestion {
  policy: string;
  directive: 'script-src-elem' | 'connect-src';
  target: URL;
  page: URL;
}

/** The directive that blocks `target`; undefined when none does. Nonces and hashes count as a yes: the page's own tag may carry one. */
export function blockedBy({ policy, directive, target, page }: CspQuestion): string | undefined {
  const directives = directivesOf(policy);
  const name = FALLBACKS[directive]?.find((candidate) => directives.has(candidate));
  if (name === undefined) return undefined;
  const sources = directives.get(name) ?? [];
  if (directive === 'script-src-elem' && sources.some((source) => /^'(nonce|sha\d+)-/i.test(source))) return undefined;
  return sources.some((source) => isMatch(source, target, page)) ? undefined : name;
}
