import type { Options } from '../options.ts';

/** A clickmap that was asked for. */
export interface MapState {
  /** What keeps it from opening, in words. */
  trouble?: string | undefined;
  close?: (() => void) | undefined;
}

/** Loads the overlay and opens it with the link's code; says which directive is in the way when it cannot be had. */
export const openMap = async (map: MapState, code: string, options: Options): Promise<void> => {
  const hear = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
    map.trouble ??= `The Content-Security-Policy's ${effectiveDirective} blocks ${blockedURI}.`;
  };
  document.addEventListener('securitypolicyviolation', hear);
  try {
    const { openOverlay } = await import('../overlay/index.ts');
    map.close = openOverlay(options, code, (trouble) => {
      map.trouble = trouble;
    });
  } catch (reason) {
    map.trouble ??= `The clickmap could not be loaded: ${reason}`;
  }
  document.removeEventListener('securitypolicyviolation', hear);
  if (map.trouble) console.warn('trodden', map.trouble);
};
