export type { AuthUser } from './auth.ts';
export type { AuthAnswer, AuthSource, KnownUser } from './auth-source.ts';
export { followAuth } from './auth-source.ts';
export { consentOf, isDeclined, rememberConsent } from './consent.ts';
export type { Identity, Segment, Who } from './who.ts';
export { createWho } from './who.ts';
