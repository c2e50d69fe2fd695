export type { SessionCookies } from './cookie.ts';
export { createSessionCookies, SESSION_COOKIE, SESSION_MAX_AGE_S } from './cookie.ts';
export { loadMasterKey } from './master-key.ts';
export type { SignInCodes } from './sign-in-codes.ts';
export { createSignInCodes } from './sign-in-codes.ts';
