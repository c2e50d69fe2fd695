import type { Capture } from '../capture/index.ts';
import type { Options } from '../options.ts';
import { consentBecause } from './consent.ts';
import { probe } from './probe.ts';
import { say } from './say.ts';

const LOOK_MS = 2_000;
/** So often nothing may get through before the server is asked why. */
const PATIENCE = 3;

const REASONS: Record<string, string> = {
  age: 'waited for longer than a server remembers',
  overflow: 'too many waited',
  size: 'too large for any batch',
  hook: 'dropped by beforeSend',
  partial: 'not accepted by the server',
  gone: 'the server says that this project is gone',
};

/** While `debug` is on: what is captured as it happens, what became of it, and why nothing goes out. */
export const start: Capture = ({ options, page, report, guard }) => {
  const { host, eventsPath, key, allowClickText, mask, hash, cookieless, cookieDomain } = options;
  say(`recording for ${key}, sent to ${host}${eventsPath}. Consent is granted: ${consentBecause(options)}.`);
  say(
    [
      `Click text is ${allowClickText ? `told${mask ? `, except in ${mask}` : ''}` : 'masked'}.`,
      `The hash ${hash ? 'belongs to the path' : 'is never told'}.`,
      cookieless
        ? 'Nothing is stored in this browser.'
        : `Ids are kept in localStorage${cookieDomain ? ` and in cookies of ${cookieDomain}` : ''}.`,
    ].join(' '),
  );

  const { beforeSend } = options;
  options.beforeSend = (made) => {
    const event = beforeSend ? beforeSend(made) : made;
    say(event ? event.event_type : `${made.event_type}, dropped by beforeSend`, { ...(event ?? made).data }, page.url);
    return event;
  };

  let before = '';
  let acked = 0;
  let stuck = 0;
  const look = guard('explain', async () => {
    const now = report();
    const dropped = Object.entries(now.dropped).map(([why, count]) => `${count} ${REASONS[why] ?? why}`);
    const line = [
      `${now.created} made`,
      `${now.acked} stored by the server`,
      `${now.queued} waiting`,
      `${now.dead} refused`,
      ...dropped,
    ].join(', ');
    if (line !== before) say(line);
    before = line;
    stuck = now.queued && now.acked === acked ? stuck + 1 : 0;
    acked = now.acked;
    if (stuck !== PATIENCE && !(now.paused && stuck === 1)) return;
    const trouble = await probe(options, page.id);
    if (trouble) say(`nothing gets through: ${trouble}`);
  });
  const timer = setInterval(look, LOOK_MS);
  const unhear = guard.on(document, 'securitypolicyviolation', (raw) => {
    const { blockedURI, effectiveDirective } = raw as SecurityPolicyViolationEvent;
    if (blockedURI.startsWith(host))
      say(`this page's Content-Security-Policy blocks ${blockedURI} (${effectiveDirective})`);
  });
  return () => {
    clearInterval(timer);
    unhear();
    if (beforeSend) options.beforeSend = beforeSend;
    else delete options.beforeSend;
    say('stopped');
  };
};

/** While `debug` is on and nothing may be recorded. */
export const explainSilence = (options: Options): void =>
  say(`records nothing, since consent is denied: ${consentBecause(options)}. optIn() begins.`);
