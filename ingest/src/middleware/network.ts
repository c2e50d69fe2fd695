/** `::ffff:192.0.2.7` is the IPv4 address that a socket for both shows. */
const MAPPED = /^::ffff:(?=\d+\.)/i;

/**
 * The network of an address: of IPv6 its first groups of 16 bits, of IPv4 the first three octets, or the whole address when
 * `groups` is 4: one customer owns at least a /64, so single IPv6 addresses tell less than single IPv4 ones.
 */
export function networkOf(address: string, groups: 3 | 4): string {
  const plain = address.replace(MAPPED, '');
  if (!plain.includes(':')) return groups === 4 ? plain : plain.replace(/\.\d+$/, '.0');
  const [head = '', tail] = plain.split('::', 2);
  const first = head === '' ? [] : head.split(':');
  if (tail === undefined) return first.slice(0, groups).join(':');
  const rest = tail === '' ? [] : tail.split(':');
  const zeros = new Array<string>(Math.max(0, 8 - first.length - rest.length)).fill('0');
  return [...first, ...zeros, ...rest].slice(0, groups).join(':');
}
