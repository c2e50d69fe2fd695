export type { Admission } from './admission.ts';
export { createAdmission } from './admission.ts';
export { followQuotas, lookAtQuotas } from './follow-quotas.ts';
export { followRates } from './follow-rates.ts';
export { createRateShares } from './rate-shares.ts';
export type { ReplayCap } from './replay-cap.ts';
export { createReplayCap } from './replay-cap.ts';
export { dropsBots, limitsOf, limitsSchema } from './settings.ts';
