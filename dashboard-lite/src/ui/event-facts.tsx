import { formatFull } from '../format.ts';
import type { RecentEvent } from '../wire.ts';

const FACTS: readonly [string, (event: RecentEvent) => string | null][] = [
  ['Happened', (event) => formatFull(event.event_at_ms)],
  ['Received', (event) => formatFull(event.received_at_ms)],
  ['Type', (event) => event.event_type],
  ['Address', (event) => event.url],
  ['Visitor', (event) => event.visitor_id],
  ['User', (event) => event.user_id],
  ['Team', (event) => event.team_id],
  ['State', (event) => event.auth_state],
  ['Session', (event) => event.session_id],
  ['Tab', (event) => event.tab_id],
  ['Segment', (event) => event.session_replay_segment_id],
  ['Page view', (event) => event.page_view_id],
  ['Device', (event) => [event.device, event.browser, event.os].filter(Boolean).join(', ')],
  ['Country', (event) => event.country],
  ['Release', (event) => event.release],
  ['Event', (event) => event.event_id],
];

/** The whole event as it lies in the store; what it does not know is left out. */
export const EventFacts = ({ event }: { event: RecentEvent }) => (
  <div class="facts">
    <dl>
      {FACTS.map(([label, read]) => {
        const value = read(event);
        return value ? (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ) : null;
      })}
    </dl>
    <pre>
      <code>{JSON.stringify(event.data, null, 2)}</code>
    </pre>
  </div>
);
