import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { MapServer } from './map-server.ts';
import { answerOf, elementOf, startMapServer } from './map-server.ts';
import type { Stand } from './open-map.ts';
import { anchorsOn, openStand } from './open-map.ts';

export interface MapStand {
  stand: Stand;
  map: MapServer;
  /** A new page for each test. */
  at: Page;
}

/** For all tests of a file: a site, and a server whose clickmap holds clicks on these elements of such a body. Ask in `beforeEach`. */
export function mapStand(body: string, selector: string): () => MapStand {
  let stand: Stand;
  let map: MapServer;
  let at: Page;
  beforeAll(async () => {
    stand = await openStand();
    map = await startMapServer();
    stand.pages.set('/clicked', { html: `<!doctype html><html lang="en"><body>${body}</body>` });
    const clicked = await stand.browser.newPage();
    await clicked.goto(`${stand.origin}/clicked`);
    map.answer = answerOf((await anchorsOn(clicked, selector)).map((anchor) => elementOf(anchor, 10)));
    await clicked.close();
  });
  beforeEach(async () => {
    map.reset();
    stand.pages.clear();
    at = await stand.browser.newPage();
  });
  afterEach(() => at.close());
  afterAll(async () => {
    await stand.close();
    await map.close();
  });
  return () => ({ stand, map, at });
}
