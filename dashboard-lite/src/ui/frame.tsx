import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ApiError, signOut } from '../api.ts';
import { feed, trouble } from '../feed.ts';
import { formatClock } from '../format.ts';
import { path } from '../state.ts';
import { Icon } from './icon.tsx';
import { Link } from './link.tsx';
import { Mark } from './mark.tsx';
import { Trouble } from './notice.tsx';
import { Places } from './places.tsx';
import { ProjectSwitch } from './project-switch.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

async function leave(): Promise<void> {
  try {
    await signOut();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    trouble.value = error;
  }
}

interface FrameProps {
  title: string;
  lead: ComponentChildren;
  /** What narrows the view, at the right of its title. */
  controls?: ComponentChildren;
  children: ComponentChildren;
}

/** The very first view is announced by the browser. */
let isFirst = true;

/** What every view stands in: where one is, where one can go, and whether the server still talks. */
export const Frame = ({ title, lead, controls, children }: FrameProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Trodden`;
  }, [title]);
  // A view change is a page change to those who listen; a title that is known later is none.
  useEffect(() => {
    if (!isFirst) heading.current?.focus({ preventScroll: true });
    isFirst = false;
  }, [path.value]);

  return (
    <div class="frame">
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="side">
        <Link href="/overview" class="brand">
          <Mark />
          <span>Trodden</span>
        </Link>
        <Places />
        <div class="side-end">
          <ProjectSwitch />
          <ThemeSwitch />
          <button type="button" class="button quiet" onClick={() => void leave()}>
            <Icon name="leave" />
            <span>Sign out</span>
          </button>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        <div class="view-head">
          <div>
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
            <p class="lead">{lead}</p>
          </div>
          {controls}
        </div>
        {trouble.value && (
          <Trouble error={trouble.value}>
            {feed.value && `What you see is from ${formatClock(feed.value.asOf)}.`}
          </Trouble>
        )}
        {children}
      </main>
    </div>
  );
};
