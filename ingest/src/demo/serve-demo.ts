import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { openFolder, sendFile } from '../files/index.ts';
import { packageRoot } from '../package-root.ts';

export interface DemoOptions {
  publicKey: string;
  /** Where the pages find the script and send their events. */
  serverUrl: string;
  dir?: string | undefined;
}

const NOT_BUILT = 'The demo site is not built. Run: npm run build\n';

/**
 * The demo site as a customer's site would be: another origin, pages with the script tag, nothing shared with the server.
 * `{{TRODDEN_KEY}}` and `{{TRODDEN_HOST}}` in its files become the real ones.
 */
export function createDemoServer({
  publicKey,
  serverUrl,
  dir = join(packageRoot, 'dist/demo-site'),
}: DemoOptions): Server {
  const folder = openFolder(dir, (content, type) =>
    /^text\//.test(type)
      ? Buffer.from(
          content.toString().replaceAll('{{TRODDEN_KEY}}', publicKey).replaceAll('{{TRODDEN_HOST}}', serverUrl),
        )
      : content,
  );
  const app = express().disable('x-powered-by').disable('etag');
  app.get(/^\//, (request, response) => {
    const path = request.path.slice(1);
    // Addresses without an extension are pages: the demo also navigates by `pushState`, and a reload must find them.
    const file =
      folder.get(path) ?? (/\.\w+$/.test(path) ? undefined : (folder.get(`${path}.html`) ?? folder.get('index.html')));
    if (file !== undefined) return sendFile(request, response, file, 'no-cache');
    response
      .status(404)
      .type('text/plain')
      .send(folder.get('index.html') === undefined ? NOT_BUILT : 'Not found\n');
  });
  return createServer(app);
}
