import type { ComponentChildren } from 'preact';
import { readLimits } from '../limits/limits-api.ts';
import { overflowsOf } from '../limits/overflow.ts';
import { useResource } from '../resource.ts';
import type { LimitsAnswer } from '../wire.ts';
import { Icon } from './icon.tsx';

/** What is missing from the numbers of today, or counted together, because there is more of it than the project may bring. */
export const OverflowNotice = ({ limits, children }: { limits: LimitsAnswer; children?: ComponentChildren }) => {
  const found = overflowsOf(limits);
  if (found.length === 0) return null;
  return (
    <aside class="overflow-notice" aria-label="Limits reached today">
      <Icon name="warning" />
      <ul>
        {found.map(({ title, text }) => (
          <li key={title}>
            <strong>{title}</strong> {text}
          </li>
        ))}
      </ul>
      {children}
    </aside>
  );
};

/** Asked once for as long as the view stands. */
export const useLimits = () => useResource('limits', readLimits).value.value;
