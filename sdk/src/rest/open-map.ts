import type { Options } from '../options.ts';
import type { Stop } from '../util/index.ts';
import type { PartStates } from './parts.ts';

/** Loads the overlay and opens it with the link's code, or with what it kept; says which directive is in the way when it cannot be had. */
export const openMap = (states: PartStates, code: string, options: Options): Stop => {
  let close: Stop | undefined;
  let blocked = '';
  const tell = (state: string) => {
    states.overlay = state;
    if (state !== 'ready') console.warn('trodden', state);
  };
  const hear = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
    blocked ||= ` The Content-Security-Policy's ${effectiveDirective} blocks ${blockedURI}.`;
  };
  states.overlay = 'loading';
  // A hash router has taken the code for part of its route, and has not heard that it is gone.
  if (location.hash) {
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
    dispatchEvent(new HashChangeEvent('hashchange'));
  }
  document.addEventListener('securitypolicyviolation', hear);
  import('../overlay/index.ts')
    .then(
      ({ openOverlay }) => {
        close ??= openOverlay(options, code, tell);
      },
      (reason) => tell(`${reason}${blocked}`),
    )
    .finally(() => document.removeEventListener('securitypolicyviolation', hear));
  return () => {
    close?.();
    close = () => {};
  };
};
