import { useSignal } from '@preact/signals';
import type { Question } from '../overview/question.ts';
import { chooseDates, chooseRange } from '../overview/question.ts';
import { dateOf, RANGE_LABELS, RANGES } from '../range.ts';
import { Choice } from './choice.tsx';
import { Icon } from './icon.tsx';

const OPTIONS = RANGES.map((value) => ({ value, label: RANGE_LABELS[value].short }));
const DAY_MS = 86_400_000;

/** Usual stretches of time, and any two dates. */
export const RangePicker = ({ question }: { question: Question }) => {
  const open = useSignal(false);
  const { name, range } = question;
  const [from, to] = [dateOf(range.from), dateOf(range.to - DAY_MS / 2)];
  const take = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const dates = [String(given.get('from')), String(given.get('to'))].sort();
    chooseDates(dates[0] ?? '', dates[1] ?? '');
    open.value = false;
  };
  return (
    <div class="range-picker">
      <Choice<string>
        label="Range"
        options={OPTIONS}
        value={name ?? ''}
        onChoose={(value) => chooseRange(value as never)}
      />
      <details
        class="menu"
        open={open.value}
        onToggle={(event) => {
          open.value = (event.currentTarget as HTMLDetailsElement).open;
        }}
      >
        <summary class={`button small ${name === undefined ? 'on' : ''}`}>
          <Icon name="calendar" />
          {name === undefined ? `${from} – ${to}` : 'Dates'}
        </summary>
        <form onSubmit={take}>
          <label>
            From
            <input type="date" name="from" required value={from} max={dateOf(Date.now())} />
          </label>
          <label>
            To
            <input type="date" name="to" required value={to} max={dateOf(Date.now())} />
          </label>
          <button type="submit" class="button small primary">
            Show
          </button>
        </form>
      </details>
    </div>
  );
};
