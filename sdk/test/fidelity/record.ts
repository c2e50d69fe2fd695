import type { Page } from 'playwright-core';
import type { Press } from './in-page/record.ts';

declare const fidelity: typeof import('./in-page/index.ts');

/** Presses elements of an open page with the mouse, screen by screen, and takes what the SDK would keep. */
export async function record(page: Page, seed: number, count: number): Promise<Press[]> {
  const mouse = await page.context().newCDPSession(page);
  await page.evaluate(
    ([from, size]) => {
      fidelity.listen();
      fidelity.plan(from, size);
    },
    [seed, count] as const,
  );
  for (let more = true; more; more = await page.evaluate(() => fidelity.nextScreen())) {
    const points = await page.evaluate((from) => fidelity.pointsInView(from), seed);
    const events = points.flatMap(({ x, y }) =>
      (['mousePressed', 'mouseReleased'] as const).map((type) =>
        mouse.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 }),
      ),
    );
    await Promise.all(events);
  }
  await mouse.detach();
  return page.evaluate(() => fidelity.recorded());
}
