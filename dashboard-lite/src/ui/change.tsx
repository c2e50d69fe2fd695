import { formatChange } from '../format.ts';

interface ChangeProps {
  now: number;
  /** Undefined until it is known. */
  before: number | undefined;
  lessIsBetter?: boolean | undefined;
}

/** How much more or less than before; the sign says it, colour only repeats it. */
export const Change = ({ now, before, lessIsBetter = false }: ChangeProps) => {
  if (before === undefined)
    return (
      <span class="change">
        <span class="ghost">+00%</span>
      </span>
    );
  if (before === 0) return <span class="change">{now === 0 ? 'as before' : 'new'}</span>;
  if (now === before) return <span class="change">as before</span>;
  const isBetter = now > before !== lessIsBetter;
  return <span class={`change ${isBetter ? 'better' : 'worse'}`}>{formatChange(now, before)}</span>;
};
