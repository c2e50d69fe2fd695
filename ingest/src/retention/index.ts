export { keptFrom } from './expire-events.ts';
export { expire, startRetention } from './retention.ts';
export { storageReport } from './storage-report.ts';
