import type { ComponentChildren } from 'preact';
import type { ApiError } from '../api.ts';
import { Icon } from './icon.tsx';

interface NoticeProps {
  title: string;
  children?: ComponentChildren;
}

/** Nothing here, and what to do about it. */
export const Empty = ({ title, children }: NoticeProps) => (
  <div class="empty">
    <svg class="empty-trail" viewBox="0 0 220 64" aria-hidden="true">
      <path d="M4 52c30-2 30-36 62-36s30 34 62 34 34-40 88-42" />
    </svg>
    <h3>{title}</h3>
    {children}
  </div>
);

/** The server said no, or nothing. What is shown stays, and says how old it is. */
export const Trouble = ({ error, children }: { error: ApiError; children?: ComponentChildren }) => (
  <div class="trouble" role="alert">
    <Icon name="warning" />
    <p>
      <strong>{error.message}</strong> {error.hint} {children}
    </p>
  </div>
);
