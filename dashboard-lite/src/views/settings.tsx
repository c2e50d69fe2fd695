import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useResource } from '../resource.ts';
import { project, session } from '../session.ts';
import { readFacts } from '../settings/settings-api.ts';
import { parameter, setParameter } from '../state.ts';
import { Choice } from '../ui/choice.tsx';
import { Frame } from '../ui/frame.tsx';
import { Trouble } from '../ui/notice.tsx';
import { General } from './settings/general.tsx';
import { Keys } from './settings/keys.tsx';
import { Limits } from './settings/limits.tsx';
import { NewProject } from './settings/new-project.tsx';
import { Pages } from './settings/pages.tsx';
import { Privacy } from './settings/privacy.tsx';
import { Server } from './settings/server.tsx';
import { Viewers } from './settings/viewers.tsx';

const PARTS = [
  { value: 'general', label: 'General' },
  { value: 'privacy', label: 'Recording' },
  { value: 'limits', label: 'Limits' },
  { value: 'pages', label: 'Pages' },
  { value: 'keys', label: 'Keys' },
  { value: 'viewers', label: 'Viewers' },
  { value: 'server', label: 'Server' },
  { value: 'new', label: 'New project' },
] as const;
type Part = (typeof PARTS)[number]['value'];

const Chosen = ({ part }: { part: Part }) => {
  /** Raised when keys changed, to ask again. */
  const turn = useSignal(0);
  const { value, error } = useResource(`${project.value?.id} ${part} ${turn.value}`, readFacts).value;
  if (!value) return error ? <Trouble error={error} /> : <div class="chart-ghost" aria-busy="true" />;
  if (part === 'privacy') return <Privacy facts={value} />;
  if (part === 'limits') return <Limits facts={value} />;
  if (part === 'viewers') return <Viewers facts={value} />;
  if (part !== 'keys') return <General facts={value} />;
  return (
    <>
      {error && <Trouble error={error} />}
      <Keys
        facts={value}
        refresh={async () => {
          turn.value += 1;
        }}
      />
    </>
  );
};

export const Settings = () => {
  const part: Part = PARTS.find(({ value }) => value === parameter('part'))?.value ?? 'general';
  const strip = useRef<HTMLDivElement>(null);
  // On a phone the chosen part may lie beyond the edge.
  useEffect(() => {
    strip.current?.querySelector('label:has(:checked)')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [part]);
  return (
    <Frame title="Settings" lead={`What holds for ${project.value?.name}, and how the server is.`}>
      <div class="settings-parts" ref={strip}>
        <Choice
          label="Part"
          options={PARTS}
          value={part}
          onChoose={(value) => setParameter('part', value === 'general' ? null : value)}
        />
      </div>
      <div class="settings-list">
        {part === 'new' && <NewProject mayCreate={session.value?.can_create === true} />}
        {part === 'pages' && <Pages />}
        {part === 'server' && <Server />}
        {!/^(new|pages|server)$/.test(part) && <Chosen key={part} part={part} />}
      </div>
    </Frame>
  );
};
