import type { Leak, Secrets } from './leaks.ts';
import { leaksIn } from './leaks.ts';
import type { Watch } from './watch.ts';

const described = ({ secret, sending, where, through, excerpt }: Leak, index: number): string =>
  [
    `${index + 1}. ‹${secret}› in the ${where} of ${sending.method} ${sending.url.slice(0, 200)} (${sending.by})`,
    through.length ? `, behind ${through.join(', ')}` : '',
    `\n   ${excerpt}`,
  ].join('');

/**
 * Rejects when one of the secrets is anywhere in what has left the page: in addresses, headers or bodies, whatever they
 * were compressed, escaped or encoded with. Letter case and white space do not hide one. Also rejects when nothing was
 * sent at all, since that would prove nothing.
 *
 * @example
 * await expectNoSecrets(outgoing, { password: 'correct-horse' });
 */
export const expectNoSecrets = async (outgoing: Watch, secrets: Secrets): Promise<void> => {
  const sent = await outgoing.sent();
  if (!sent.length)
    throw new Error('Nothing was sent, so nothing is proved: was the page watched before it was opened?');
  const leaks = await leaksIn(sent, secrets);
  if (!leaks.length) return;
  const title = `${leaks.length} ${leaks.length === 1 ? 'secret' : 'secrets'} left the page:`;
  const error = new Error([title, ...leaks.map(described)].join('\n'));
  throw Object.assign(error, { name: 'SecretLeakError', leaks });
};
