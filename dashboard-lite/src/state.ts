import { computed, signal } from '@preact/signals';

/** The address is the state: whatever a view shows can be shared by copying it. */
const address = signal(new URL(location.href));

/** The front door is the overview. */
export const path = computed(() => (address.value.pathname === '/' ? '/overview' : address.value.pathname));

export const parameter = (name: string): string | null => address.value.searchParams.get(name);

const settle = () => {
  address.value = new URL(location.href);
};

addEventListener('popstate', settle);

export function go(href: string): void {
  if (new URL(href, location.href).href === location.href) return;
  history.pushState(null, '', href);
  settle();
  scrollTo(0, 0);
}

/** Changes one part of what the current view shows; the default value leaves no trace in the address. */
export function setParameter(name: string, value: string | null): void {
  const next = new URL(location.href);
  if (value === null) next.searchParams.delete(name);
  else next.searchParams.set(name, value);
  history.replaceState(null, '', next);
  settle();
}

/** The one-time code of a sign-in link, taken out of the address before anything else can see it. */
export function takeCode(): string | null {
  const here = new URL(location.href);
  const fragment = new URLSearchParams(here.hash.slice(1));
  const code = fragment.get('code') ?? here.searchParams.get('code');
  if (code === null) return null;
  here.hash = '';
  here.searchParams.delete('code');
  history.replaceState(null, '', here);
  settle();
  return code;
}
