export { expireEvents, keptFrom } from './expire-events.ts';
export type { Expired } from './retention.ts';
export { daysOf, expire, startRetention } from './retention.ts';
export { storageReport } from './storage-report.ts';
