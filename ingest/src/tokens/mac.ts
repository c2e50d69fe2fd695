import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const KEY_BYTES = 32;

/** Signs and checks short texts for one purpose. */
export interface Mac {
  /** The text and its code: `<base64url text>.<base64url code>`. */
  seal(text: string): string;
  /** The text, when the code is right. */
  open(sealed: string): string | undefined;
}

/** Every purpose gets its own key, so that what was signed for one can never pass for another. */
export function createMac(master: Buffer, purpose: string): Mac {
  const key = Buffer.from(hkdfSync('sha256', master, '', `trodden ${purpose}`, KEY_BYTES));
  const code = (payload: string) => createHmac('sha256', key).update(payload).digest();
  return {
    seal(text) {
      const payload = Buffer.from(text).toString('base64url');
      return `${payload}.${code(payload).toString('base64url')}`;
    },
    open(sealed) {
      const [payload = '', given = ''] = sealed.split('.', 2);
      const expected = code(payload);
      const received = Buffer.from(given, 'base64url');
      if (received.length !== expected.length || !timingSafeEqual(received, expected)) return undefined;
      return Buffer.from(payload, 'base64url').toString();
    },
  };
}
