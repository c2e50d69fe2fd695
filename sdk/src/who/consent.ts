import type { Shelf } from '../util/index.ts';

const NAME = 'consent';

export interface Consent {
  given(): boolean;
  decide(granted: boolean): void;
}

/**
 * What the visitor decided here wins; else Global Privacy Control; else what the site assumes. A decision is the one
 * thing kept of somebody who declined.
 */
export const createConsent = (shelf: Shelf, assumed: 'granted' | 'denied'): Consent => {
  let decided = shelf.get(NAME);
  const { globalPrivacyControl } = navigator as { globalPrivacyControl?: boolean };
  return {
    given: () => (decided ?? (globalPrivacyControl ? 'denied' : assumed)) === 'granted',
    decide(granted) {
      decided = granted ? 'granted' : 'denied';
      shelf.set(NAME, decided);
    },
  };
};
