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

const bake = (cookie: string) => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous, and missing in older browsers.
  document.cookie = `${cookie};path=/;samesite=lax`;
};

/** A corner of web storage that never throws, as private modes, full disks and sandboxed frames do. */
export const createShelf = (prefix: string, { cookieless, cookieDomain }: ShelfOptions = {}): Shelf => {
  const shelf: Shelf = (name, value, area = 'localStorage') => {
    if (cookieless) return undefined;
    const key = prefix + name;
    try {
      if (cookieDomain && SHARED.test(name)) {
        const crumb = document.cookie.split('; ').find((pair) => pair.startsWith(`${key}=`));
        if (value === undefined && crumb) return crumb.slice(key.length + 1);
        if (value !== undefined) bake(`${key}=${value};domain=${cookieDomain};max-age=${value ? COOKIE_SECONDS : 0}`);
      }
    } catch {
      // A sandboxed frame has no cookies.
    }
    try {
      const storage = window[area];
      if (value === undefined) return storage.getItem(key);
      if (value === null) storage.removeItem(key);
      else storage.setItem(key, value);
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
