import type { Request } from 'express';

/** The client's address: the socket's, unless the operator trusts a proxy to name it. Never stored, never logged. */
export function addressOf(request: Request): string {
  return (isProxyTrusted(request) ? request.ip : request.socket.remoteAddress) ?? '';
}

/** Express' getter compiles and walks the proxy list each time; without a proxy the socket knows. */
function isProxyTrusted(request: Request): boolean {
  return request.app.get('trust proxy') !== false;
}
