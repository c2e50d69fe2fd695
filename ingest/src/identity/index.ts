export type { Identity } from './identity.ts';
export { createIdentity } from './identity.ts';
export type { IdentitySettings } from './settings.ts';
export { identityOf, identitySchema } from './settings.ts';
