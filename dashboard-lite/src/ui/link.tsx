import type { ComponentChildren } from 'preact';
import { go, here } from '../state.ts';

interface LinkProps {
  href: string;
  class?: string;
  current?: boolean;
  children: ComponentChildren;
}

/** A real link, so that a middle click, a copy and the keyboard do what they do everywhere. */
export const Link = ({ href, class: name, current, children }: LinkProps) => (
  <a
    href={here(href)}
    class={name}
    aria-current={current ? 'page' : undefined}
    onClick={(event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
      event.preventDefault();
      go(href);
    }}
  >
    {children}
  </a>
);
