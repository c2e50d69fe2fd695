import { computed, signal } from '@preact/signals';

/** The address is the state: whatever a view shows can be shared by copying it. */
const address = signal(new URL(location.href));

/** The front door is the overview. */
export const path = computed(() => (address.value.pathname === '/' ? '/overview' : address.value.pathname));

/** What the path names behind the address of a list: the one replay of `/replays/…`. Anybody may write an address: what cannot be decoded is its own name. */
export function pathAfter(list: string): string {
  const name = path.value.slice(list.length);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

export const parameter = (name: string): string | null => address.value.searchParams.get(name);

const settle = () => {
  address.value = new URL(location.href);
};

addEventListener('popstate', settle);

/** An address of the dashboard, about the project that is being looked at. */
export function here(href: string): string {
  const project = parameter('project');
  const next = new URL(href, location.href);
  if (project !== null && !next.searchParams.has('project')) next.searchParams.set('project', project);
  return next.pathname + next.search + next.hash;
}

export function go(href: string): void {
  const next = here(href);
  if (new URL(next, location.href).href === location.href) return;
  history.pushState(null, '', next);
  settle();
  scrollTo(0, 0);
}

/** One that may be given several times. */
export const parameters = (name: string): readonly string[] => address.value.searchParams.getAll(name);

type Value = string | readonly string[] | null;

/** Changes what the current view shows; a default value leaves no trace in the address. */
export function setParameters(values: Record<string, Value>): void {
  const next = new URL(location.href);
  for (const [name, value] of Object.entries(values)) {
    next.searchParams.delete(name);
    for (const one of value === null ? [] : [value].flat()) next.searchParams.append(name, one);
  }
  history.replaceState(null, '', next);
  settle();
}

export const setParameter = (name: string, value: Value): void => setParameters({ [name]: value });

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
