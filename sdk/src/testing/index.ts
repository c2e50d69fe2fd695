export { expectNoSecrets } from './expect-no-secrets.ts';
export type { Leak, Secrets } from './leaks.ts';
export { leaksIn } from './leaks.ts';
export type { PageLike, RequestLike } from './page.ts';
export type { Means, Sending } from './sending.ts';
export type { Target, Watch, WatchOptions } from './watch.ts';
export { watchOutgoing } from './watch-outgoing.ts';
