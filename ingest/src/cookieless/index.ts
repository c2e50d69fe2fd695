export type { Cookieless } from './cookieless.ts';
export { createCookieless } from './cookieless.ts';
export { createDailySalt } from './salt.ts';
