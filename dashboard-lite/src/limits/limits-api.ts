import { ask } from '../api.ts';
import type { LimitsAnswer } from '../wire.ts';

export const readLimits = () => ask<LimitsAnswer>('/api/limits');
