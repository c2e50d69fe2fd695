import { join } from 'node:path';
import { Router } from 'express';
import { openFolder, sendFile } from '../files/index.ts';
import { packageRoot } from '../package-root.ts';

/** `GET /t.js` and the chunks it loads, `/t/*.js`: for pages of any origin. */
export function sdkFiles(dir = join(packageRoot, 'dist/public')): Router {
  const folder = openFolder(dir);
  const router = Router();
  router.get(['/t.js', '/t.js.map', '/t/:chunk'], (request, response, next) => {
    const file = folder.get(request.path.slice(1));
    // A page that still has last hour's script, or asks another node during a release, gets today's chunk for now.
    const standIn = file === undefined ? folder.sibling(request.path.slice(1)) : undefined;
    if (file === undefined && standIn === undefined && request.path !== '/t.js') return next();
    // Lazy chunks are modules, which browsers only take from another origin that says so.
    response.set({
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Timing-Allow-Origin': '*',
    });
    if (file !== undefined) return sendFile(request, response, file);
    if (standIn !== undefined) return sendFile(request, response, standIn, 'no-cache');
    response.status(503).type('text/javascript').set('Cache-Control', 'no-store');
    response.send('console.error("Trodden: the browser library is not built on this server. Run: npm run build");\n');
  });
  return router;
}
