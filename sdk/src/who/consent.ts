import type { Shelf } from '../util/index.ts';

const NAME = 'consent';

/**
 * What the visitor decided here wins; else Global Privacy Control; else what the site assumes. A decision is the one
 * thing kept of somebody who declined.
 */
export const consentOf = (shelf: Shelf, assumed: string): boolean => {
  const { globalPrivacyControl } = navigator as { globalPrivacyControl?: boolean };
  return (shelf(NAME) || (globalPrivacyControl ? 'denied' : assumed)) === 'granted';
};

export const rememberConsent = (shelf: Shelf, granted: boolean): unknown => shelf(NAME, granted ? 'granted' : 'denied');
