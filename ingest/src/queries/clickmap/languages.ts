import type { ClickmapAnswer } from '../../contract/index.ts';
import type { ClickmapScope } from './scope.ts';

/** The languages in which the page was clicked, the most frequent first. */
export async function languages({ ask, clicksOfAllLanguages }: ClickmapScope): Promise<ClickmapAnswer['languages']> {
  const found = await ask<{ value: string; clicks: string }>(
    `SELECT toString(language) AS value, count() AS clicks FROM page_events WHERE ${clicksOfAllLanguages}
     GROUP BY value ORDER BY clicks DESC, value`,
  );
  return found.map(({ value, clicks }) => ({ value, clicks: Number(clicks) }));
}
