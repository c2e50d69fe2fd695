import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { KeyRing, SigningKey } from './key-ring.ts';

const KEY_BYTES = 32;
const CODE_LENGTH = 43;

/** Signs and checks short texts for one purpose. */
export interface Mac {
  /** `<key id>.<base64url text>.<base64url code>`, under the newest key. */
  seal(text: string): string;
  /** The text, when the code is right. Whatever is wrong, it takes the same work to find out. */
  open(sealed: string): string | undefined;
}

/** Every purpose gets its own key, so that what was signed for one can never pass for another. */
export function createMac(ring: KeyRing, purpose: string): Mac {
  const derived = new Map<string, Buffer>();
  const derive = ({ id, secret }: SigningKey): Buffer => {
    const known = derived.get(id);
    if (known !== undefined) return known;
    const key = Buffer.from(hkdfSync('sha256', secret, '', `trodden ${purpose}`, KEY_BYTES));
    derived.set(id, key);
    return key;
  };
  const code = (key: SigningKey, payload: string) =>
    createHmac('sha256', derive(key)).update(`${key.id}.${payload}`).digest('base64url');

  return {
    seal(text) {
      const [key] = ring.keys();
      const payload = Buffer.from(text).toString('base64url');
      return `${key.id}.${payload}.${code(key, payload)}`;
    },
    open(sealed) {
      const [id = '', payload = '', given = '', ...more] = sealed.split('.', 4);
      const keys = ring.keys();
      const named = keys.find((key) => key.id === id);
      // Texts are compared, not what they decode to: base64 has several spellings of the same bytes.
      const expected = Buffer.from(code(named ?? keys[0], payload));
      const received = Buffer.alloc(CODE_LENGTH, given);
      const isEqual = timingSafeEqual(received, expected) && given.length === CODE_LENGTH;
      if (!isEqual || named === undefined || more.length > 0) return undefined;
      return Buffer.from(payload, 'base64url').toString();
    },
  };
}
