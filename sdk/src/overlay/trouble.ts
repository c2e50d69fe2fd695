/** Why the map cannot be shown, in words that say what to change. */
export interface Trouble {
  code: 'blocked' | 'mixed-content' | 'unreachable' | 'proxy' | 'refused' | 'opaque-origin' | 'server';
  text: string;
}

/** The violation is told in a task of its own, shortly after the request failed. */
const TELL_MS = 80;

/** Remembers what a Content Security Policy stopped of ours. */
export interface PolicyWatch {
  blockedBy(url: string): Promise<string | undefined>;
  stop(): void;
}

export function watchPolicy(): PolicyWatch {
  const blocked: SecurityPolicyViolationEvent[] = [];
  const hear = (event: SecurityPolicyViolationEvent) => blocked.push(event);
  document.addEventListener('securitypolicyviolation', hear);
  return {
    async blockedBy(url) {
      await new Promise((resolve) => setTimeout(resolve, TELL_MS));
      const { origin } = new URL(url);
      return blocked.find(({ blockedURI }) => blockedURI.startsWith(origin))?.effectiveDirective;
    },
    stop: () => document.removeEventListener('securitypolicyviolation', hear),
  };
}

/** What can be said without the other file: it comes from the same host. */
export const unreachable = (origin: string): Trouble => ({
  code: 'unreachable',
  text: `${origin} gave no answer that this page may read: it is down, blocked by an extension, or a proxy before it leaves out CORS headers.`,
});
