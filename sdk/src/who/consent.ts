import type { Shelf } from '../util/index.ts';

const NAME = 'consent';

interface Signals {
  globalPrivacyControl?: boolean;
  doNotTrack?: string | null;
}

/**
 * What the visitor decided here wins; else Global Privacy Control, and Do Not Track if asked; else what the site
 * assumes. A decision is the one thing kept of somebody who declined.
 */
export const consentOf = (shelf: Shelf, assumed: string, respectDnt?: boolean): boolean => {
  const { globalPrivacyControl, doNotTrack } = navigator as Signals;
  const declined = globalPrivacyControl || (respectDnt && doNotTrack === '1');
  return (shelf(NAME) || (declined ? 'denied' : assumed)) === 'granted';
};

/** Whether the visitor declined here, in whichever tab. */
export const isDeclined = (shelf: Shelf): boolean => shelf(NAME) === 'denied';

export const rememberConsent = (shelf: Shelf, granted: boolean): unknown => shelf(NAME, granted ? 'granted' : 'denied');
