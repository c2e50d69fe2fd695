export interface Shelf {
  /** One value: read without a value, removed with null. Undefined when the browser refused. */
  (name: string, value?: string | null, area?: 'localStorage' | 'sessionStorage'): string | null | undefined;
  /** The names that begin so. */
  names(start: string): string[];
}

/** What subdomains share, if asked: who it is, the visit, and what they decided. */
const SHARED = /visitor|session|consent/;
/** The longest that browsers keep a cookie. */
const COOKIE_SECONDS = 34_560_000;

export interface ShelfOptions {
  /** Stores and reads nothing, as if the browser refused. */
  cookieless?: boolean | undefined;
  /** Also keeps what subdomains share in a cookie of this domain. */
  cookieDomain?: string | undefined;
}

/** A corner of web storage that never throws, as private modes, full disks and sandboxed frames do. */
export const createShelf = (prefix: string, { cookieless, cookieDomain }: ShelfOptions = {}): Shelf => {
  const shelf: Shelf = (name, value, area = 'localStorage') => {
    if (cookieless) return undefined;
    const key = prefix + name;
    const shared = cookieDomain && SHARED.test(name);
    try {
      if (value === undefined)
        return (shared && document.cookie.match(`${key}=([^;]*)`)?.[1]) || window[area].getItem(key);
      if (shared)
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous, and missing in older browsers.
        document.cookie = `${key}=${value};domain=${cookieDomain};path=/;samesite=lax;max-age=${value ? COOKIE_SECONDS : 0}`;
      if (value === null) window[area].removeItem(key);
      else window[area].setItem(key, value);
      return '';
    } catch {
      return undefined;
    }
  };
  shelf.names = (start) => {
    try {
      return Object.keys(cookieless ? {} : localStorage).flatMap((name) =>
        name.startsWith(prefix + start) ? name.slice(prefix.length) : [],
      );
    } catch {
      return [];
    }
  };
  return shelf;
};
