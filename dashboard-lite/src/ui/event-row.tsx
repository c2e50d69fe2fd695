import { useSignal } from '@preact/signals';
import { now } from '../clock.ts';
import { KIND_LABELS, kindOf, personOf, titleOf, worriesOf } from '../describe.ts';
import { formatClock, formatFull, formatOtherDay } from '../format.ts';
import type { RecentEvent } from '../wire.ts';
import { EventFacts } from './event-facts.tsx';
import { Icon } from './icon.tsx';

const surroundings = (event: RecentEvent, state: string | null) =>
  [state, event.browser, event.os, event.country].filter(Boolean).join(' · ');

/** When, what, where and who on one line; everything else one key press away. */
export const EventRow = ({ event, fresh }: { event: RecentEvent; fresh: boolean }) => {
  const open = useSignal(false);
  const kind = kindOf(event.event_type);
  const person = personOf(event);
  const otherDay = formatOtherDay(event.event_at_ms, now.value);
  return (
    <li class={fresh ? 'fresh' : undefined}>
      <details class="event" onToggle={(toggled) => (open.value = toggled.currentTarget.open)}>
        <summary>
          <time dateTime={new Date(event.event_at_ms).toISOString()} title={formatFull(event.event_at_ms)}>
            {otherDay && <small>{otherDay}</small>} {formatClock(event.event_at_ms)}
          </time>
          <span class={`kind ${kind}`}>
            <Icon name={kind} />
            <span>{KIND_LABELS[kind]}</span>
          </span>
          <span class="what">
            <span class="title">{titleOf(event)}</span>
            {worriesOf(event).map((worry) => (
              <span key={worry} class="tag worry">
                {worry}
              </span>
            ))}
            <span class="where">{event.path}</span>
          </span>
          <span class="who">
            <span class={person.state === 'signed in' ? 'name known' : 'name'}>{person.name}</span>
            <small>{surroundings(event, person.state)}</small>
          </span>
          <span class="unfold">
            <Icon name="chevron" />
          </span>
        </summary>
        {open.value && <EventFacts event={event} />}
      </details>
    </li>
  );
};
