import type { Options } from '../options.ts';

interface Signals {
  globalPrivacyControl?: boolean;
  doNotTrack?: string | null;
}

const decided = ({ key, cookieless }: Options): string | null => {
  try {
    return cookieless ? null : localStorage.getItem(`trodden1.${key}.consent`);
  } catch {
    return null;
  }
};

/** Why something is recorded or not, in the order that counts. */
export const consentBecause = (options: Options): string => {
  const { globalPrivacyControl, doNotTrack } = navigator as Signals;
  const decision = decided(options);
  if (decision) return `the visitor decided so here before (${decision === 'granted' ? 'optIn' : 'optOut'})`;
  if (globalPrivacyControl) return 'this browser asks for it (Global Privacy Control)';
  if (options.respectDnt && doNotTrack === '1') return 'this browser asks for it (Do Not Track, option respectDnt)';
  return `this site assumes it (option consent: ${options.consent})`;
};
