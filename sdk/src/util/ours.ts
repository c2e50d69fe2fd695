/** Below the host. */
const PATHS = /^\/(v1\/(events|replay|clickmap)|t\/|t\.js)/;

/** Whether a request is one of ours. Behind a proxy the app has the same origin, and its requests are the visitor's. */
export const isOurs = (url: string, { host, eventsPath }: { host: string; eventsPath: string }): boolean => {
  const { href, origin } = new URL(host || '/', location.href);
  const base = href.replace(/\/$/, '');
  if (origin !== location.origin) return url.startsWith(base);
  const path = url.slice(base.length);
  return url.startsWith(base) && (PATHS.test(path) || path.startsWith(eventsPath));
};
