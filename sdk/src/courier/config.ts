import type { Shelf } from '../util/index.ts';
import type { SdkConfig } from '../wire.ts';

/** What the project's settings say, as the server's last answer told it. */
export const CONFIG = 'config';

/** Who is told of news on this page, by the storage both sides know. */
export const configHeard = new WeakMap<Shelf, (text: string) => void>();

/** Only news are news: each answer carries all of it. */
export const takeConfig = (shelf: Shelf, config?: SdkConfig): void => {
  const text = JSON.stringify(config);
  if (!text || text === shelf(CONFIG)) return;
  shelf(CONFIG, text);
  configHeard.get(shelf)?.(text);
};
