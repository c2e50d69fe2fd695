import { join } from 'node:path';
import { type Response, Router } from 'express';
import { openFolder, sendFile } from '../files/index.ts';
import { packageRoot } from '../package-root.ts';

/** Nothing but our own files may run, load or be sent anywhere; nobody may put the dashboard into a frame. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The page that shows a recording holds a stranger's DOM: no address is open to it, not even our own. Its one script comes with it, and
 * styles of the recording may only stand in the recording itself.
 */
const PLAYER_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  'img-src data: blob:',
  'font-src data:',
  'media-src data: blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

const NOT_BUILT = 'The dashboard is not built on this server. Run: npm run build\n';

/** Each view has its own address; all of them are the same page. */
const VIEWS = /^\/(overview|live|clickmaps|replays|people|sql|install|settings|share)?(\/|$)/;

function protect(response: Response): void {
  response.set({
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  });
}

/** The dashboard at `/`. The page itself is asked for anew each time; what it loads has hashed names. */
export function dashboardFiles(dir = join(packageRoot, 'dist/dashboard')): Router {
  const folder = openFolder(dir);
  const router = Router();
  router.get(/^\//, (request, response, next) => {
    const asset = request.path === '/' ? undefined : folder.get(request.path.slice(1));
    if (asset !== undefined) {
      protect(response);
      return sendFile(request, response, asset, asset.isHashed ? undefined : 'no-cache');
    }
    const isPlayer = request.path === '/player';
    if (!isPlayer && !VIEWS.test(request.path)) return next();
    protect(response);
    if (isPlayer) response.set({ 'Content-Security-Policy': PLAYER_POLICY, 'X-Frame-Options': 'SAMEORIGIN' });
    const page = folder.get(isPlayer ? 'player.html' : 'index.html');
    if (page !== undefined) return sendFile(request, response, page, 'no-cache');
    response.status(503).type('text/plain').set('Cache-Control', 'no-store').send(NOT_BUILT);
  });
  return router;
}
