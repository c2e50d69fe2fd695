import { useSignal } from '@preact/signals';
import { now } from '../clock.ts';
import { KIND_LABELS, kindOf, titleOf } from '../describe.ts';
import { feed } from '../feed.ts';
import { formatAgo } from '../format.ts';
import { project } from '../session.ts';
import { identifySnippet, snippetFor, WAYS } from '../snippet.ts';
import { parameter, setParameter } from '../state.ts';
import { Choice } from '../ui/choice.tsx';
import { Copy } from '../ui/copy.tsx';
import { Frame } from '../ui/frame.tsx';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/link.tsx';

/** Whether the snippet works, told by the only witness that counts: an event in the store. */
const Arrival = () => {
  const openedAt = useSignal(Date.now());
  const newest = feed.value?.events[0];
  if (!feed.value) return <p class="arrival waiting">Looking for events…</p>;
  if (!newest)
    return (
      <p class="arrival waiting" role="status">
        <span class="pulse" />
        <strong>Waiting for the first event…</strong> Open a page that carries the snippet.
      </p>
    );
  const since = feed.value.events.filter((event) => event.received_at_ms >= openedAt.value).length;
  return (
    <div class="arrival got" role="status">
      <Icon name="check" />
      <p>
        <strong>{since > 0 ? 'Got it.' : 'Events are arriving.'}</strong> The newest one,{' '}
        {formatAgo(newest.event_at_ms, now.value)}: {KIND_LABELS[kindOf(newest.event_type)].toLowerCase()},{' '}
        {titleOf(newest)}, on <code>{newest.path}</code>. <Link href="/live">Watch them live</Link>
      </p>
    </div>
  );
};

export const Install = () => {
  const way = WAYS.find(({ value }) => value === parameter('with'))?.value ?? 'html';
  const key = project.value?.public_key;
  return (
    <Frame title="Install" lead="One tag, then every page view and click of that page arrives here.">
      <ol class="steps">
        <li>
          <header class="step-head">
            <h2>Put this on your pages</h2>
            <Choice
              label="How"
              options={WAYS}
              value={way}
              onChoose={(value) => setParameter('with', value === 'html' ? null : value)}
            />
          </header>
          {key &&
            snippetFor(way, { host: location.origin, key }).map(({ note, text }) => (
              <div key={note}>
                <p>{note}</p>
                <Copy text={text} label={`Copy: ${note}`} />
              </div>
            ))}
        </li>
        <li>
          <h2>Tell it who signed in</h2>
          <p>Optional. Without it everybody is an anonymous visitor. The key above may be public: it can only write.</p>
          <Copy text={identifySnippet(way)} label="Copy the identify call" />
        </li>
        <li>
          <h2>Open a page</h2>
          <Arrival />
        </li>
      </ol>
    </Frame>
  );
};
