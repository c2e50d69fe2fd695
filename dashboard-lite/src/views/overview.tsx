import { useEffect } from 'preact/hooks';
import { trouble } from '../feed.ts';
import { figures, figuresTrouble, startFigures } from '../figures.ts';
import { RANGE_LABELS, RANGES, rangeNamed } from '../range.ts';
import { parameter, setParameter } from '../state.ts';
import { Choice } from '../ui/choice.tsx';
import { EventList } from '../ui/event-list.tsx';
import { Figure } from '../ui/figure.tsx';
import { Frame } from '../ui/frame.tsx';
import { Trouble } from '../ui/notice.tsx';

const OPTIONS = RANGES.map((value) => ({ value, label: RANGE_LABELS[value].short }));

export const Overview = () => {
  useEffect(startFigures, []);
  const range = rangeNamed(parameter('range'));
  const counted = figures.value?.range === range ? figures.value : null;
  const beforeLabel = RANGE_LABELS[range].before;
  return (
    <Frame
      title="What arrived"
      lead="Every number is an exact count of stored events, in your time zone."
      controls={
        <Choice
          label="Range"
          options={OPTIONS}
          value={range}
          onChoose={(value) => setParameter('range', value === 'today' ? null : value)}
        />
      }
    >
      {figuresTrouble.value && !trouble.value && <Trouble error={figuresTrouble.value} />}
      <dl class="figures">
        <Figure label="Page views" tone="page-view" value={counted?.pageViews ?? null} beforeLabel={beforeLabel} />
        <Figure label="Clicks" tone="click" value={counted?.clicks ?? null} beforeLabel={beforeLabel} />
        <Figure label="All events" tone="plain" value={counted?.all ?? null} beforeLabel={beforeLabel} />
      </dl>
      <EventList />
    </Frame>
  );
};
