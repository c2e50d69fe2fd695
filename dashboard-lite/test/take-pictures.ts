/**
 * `npx tsx dashboard-lite/test/take-pictures.ts`: every view on sample data, in all four looks side by side, into `dashboard-lite/docs/views`.
 * The server and dashboard must be built.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { PeopleAnswer } from '../../ingest/src/contract/index.ts';
import { LOOKS, openPage, settled, startBrowser, type Watched } from './browser.ts';
import { type PlaceToSee, placesToSee } from './places.ts';
import { recordVisit } from './recorded.ts';
import { SECRET_KEY, startServer } from './server.ts';

const FOLDER = 'dashboard-lite/docs/views';
const EVENTS = 60_000;
/** Half of what was taken: small enough to sit in a README. */
const SCALE = 0.5;
const QUALITY = 0.72;
/** A stage of the player needs a moment for its first picture. */
const REST_MS = 700;

type Storage = NonNullable<BrowserContextOptions['storageState']>;

/** Side by side in one file; the browser itself knows how to draw and compress. */
async function sideBySide(browser: Browser, pictures: readonly Buffer[]): Promise<Buffer> {
  const page = await browser.newPage();
  const addresses = pictures.map((picture) => `data:image/png;base64,${picture.toString('base64')}`);
  const webp = await page.evaluate(
    async ({ addresses, scale, quality }) => {
      const images = await Promise.all(
        addresses.map(async (address) => {
          const image = new Image();
          image.src = address;
          await image.decode();
          return image;
        }),
      );
      const canvas = document.createElement('canvas');
      canvas.width = images.reduce((sum, { width }) => sum + width * scale, 0);
      canvas.height = Math.max(...images.map(({ height }) => height * scale));
      const context = canvas.getContext('2d');
      let left = 0;
      for (const image of images) {
        context?.drawImage(image, left, 0, image.width * scale, image.height * scale);
        left += image.width * scale;
      }
      return canvas.toDataURL('image/webp', quality);
    },
    { addresses, scale: SCALE, quality: QUALITY },
  );
  await page.close();
  return Buffer.from(webp.slice(webp.indexOf(',') + 1), 'base64');
}

const [server, browser] = await Promise.all([startServer({ sampleEvents: EVENTS }), startBrowser()]);
const first = await openPage(browser, LOOKS[0]);
await first.page.goto(server.link);
await first.page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
const storageState: Storage = await first.context.storageState();
await first.context.close();
const recorded = await recordVisit(browser, server);
const headers = { authorization: `Bearer ${SECRET_KEY}` };
const { people } = (await (await fetch(`${server.url}/api/people?kind=user`, { headers })).json()) as PeopleAnswer;
const places = placesToSee(recorded.session_replay_id, people[0]?.id ?? '');

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });

async function take(contexts: readonly Watched[], { name, address, ready }: PlaceToSee): Promise<void> {
  const pictures: Buffer[] = [];
  for (const { page } of contexts) {
    await page.goto(server.url + address);
    await page.locator(ready).first().waitFor();
    await settled(page);
    await page.waitForTimeout(REST_MS);
    pictures.push(await page.screenshot());
  }
  const file = await sideBySide(browser, pictures);
  await writeFile(join(FOLDER, `${name}.webp`), file);
  console.log(name, file.length);
}

const inside = await Promise.all(LOOKS.map((look) => openPage(browser, look, { storageState })));
for (const place of places) await take(inside, place);
const outside = await Promise.all(LOOKS.map((look) => openPage(browser, look)));
await take(outside, { name: 'sign-in', address: '/', ready: 'form input' });
await browser.close();
await server.stop();
