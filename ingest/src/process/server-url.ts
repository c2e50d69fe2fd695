import type { Config } from '../config.ts';

/** Where browsers reach a server that listens on `host:port`. All addresses of a machine include its loopback. */
export function serverUrl(
  { host, publicUrl }: Partial<Pick<Config, 'publicUrl'>> & Pick<Config, 'host'>,
  port: number,
): string {
  if (publicUrl !== undefined) return publicUrl;
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
