import type { Options } from '../options.ts';

interface Refusal {
  error?: { code: string; message: string; hint?: string };
}

/**
 * Asks the server what it thinks of this page. The one event in it is none, so nothing is counted: a server that serves
 * this page refuses the event and acknowledges the rest. `id` is any UUID that names no batch.
 */
const question = (key: string, id: string) => ({
  ...{ key, batch_id: id, batch_seq: 0, sent_at_ms: Date.now(), sdk_version: 'debug' },
  ...{ visitor_id: 'debug', session_id: 'debug', tab_id: 'debug', session_replay_segment_id: 'debug' },
  ...{ auth: { state: 'anonymous' }, pages: [], events: [{}] },
});

/** What a developer has to know about the way to the server; undefined when it is open. */
export const probe = async ({ key, host, eventsPath }: Options, id: string): Promise<string | undefined> => {
  const endpoint = host + eventsPath;
  try {
    const answer = await fetch(endpoint, {
      method: 'POST',
      body: new Blob([JSON.stringify(question(key, id))], { type: 'text/plain' }),
      credentials: 'omit',
    });
    const text = await answer.text();
    try {
      const { error } = JSON.parse(text) as Refusal;
      return error && [`refused with ${error.code}:`, error.message, error.hint].filter(Boolean).join(' ');
    } catch {
      return `${endpoint} answered ${answer.status}, and not as a Trodden server does: is it the right host, and is nothing in between?`;
    }
  } catch {
    return `nobody could be reached at ${endpoint}: a content blocker, a Content-Security-Policy without this host in connect-src, or a server that is down`;
  }
};
