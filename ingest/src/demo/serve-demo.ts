import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { openFolder, sendFile } from '../files/index.ts';
import { packageRoot } from '../package-root.ts';

export interface DemoOptions {
  /** Asked for at every page: keys may be rotated while it runs. */
  publicKey: () => string;
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
  const folderFor = (key: string) =>
    openFolder(dir, (content, type) =>
      type.startsWith('text/')
        ? Buffer.from(content.toString().replaceAll('{{TRODDEN_KEY}}', key).replaceAll('{{TRODDEN_HOST}}', serverUrl))
        : content,
    );
  let key = publicKey();
  let folder = folderFor(key);
  const app = express().disable('x-powered-by').disable('etag');
  app.get(/^\//, (request, response) => {
    if (publicKey() !== key) {
      key = publicKey();
      folder = folderFor(key);
    }
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
