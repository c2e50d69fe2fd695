export type { AuthUser } from './auth.ts';
export type { AuthSource } from './auth-source.ts';
export { followAuth } from './auth-source.ts';
export type { Consent } from './consent.ts';
export { createConsent } from './consent.ts';
export type { Identity, Segment, Who } from './who.ts';
export { createWho } from './who.ts';
