import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { ApiError } from '../api.ts';
import { useResource } from '../resource.ts';
import { Trouble } from './notice.tsx';

interface Page<T> {
  items: T[];
  /** Where the next page begins; null at the end. */
  next: string | null;
}

interface PagedListProps<T> {
  /** Another text is another list. */
  question: string;
  read: (cursor: string | undefined) => Promise<Page<T>>;
  children: (item: T) => JSX.Element;
  class: string;
  /** Above the rows, where there are any. */
  head?: ComponentChildren;
  /** Instead of them. */
  none: ComponentChildren;
  /** On the button that reads on. */
  more: string;
}

/** What became of a list by reading on. */
interface Grown<T> extends Page<T> {
  /** The page that it began with: of another one nothing is added. */
  first: Page<T>;
  trouble: ApiError | null;
}

/** A list that is read page by page, on request. */
export const PagedList = <T,>({ question, read, children, class: name, head, none, more }: PagedListProps<T>) => {
  const grown = useSignal<Grown<T> | null>(null);
  const { value, error, busy } = useResource(question, () => read(undefined)).value;
  if (error) return <Trouble error={error} />;
  if (!value) return <div class="chart-ghost" aria-busy="true" />;
  const known = grown.value?.first === value ? grown.value : { first: value, ...value, trouble: null };
  const { items, next, trouble } = known;
  if (items.length === 0) return none;

  const readOn = async () => {
    if (next === null) return;
    const before = grown.value;
    const then = await read(next).then(
      (page) => ({ items: [...items, ...page.items], next: page.next, trouble: null }),
      (thrown: unknown) => {
        if (!(thrown instanceof ApiError)) throw thrown;
        return { items, next, trouble: thrown };
      },
    );
    // A double click asks twice.
    if (grown.value === before) grown.value = { first: value, ...then };
  };
  return (
    <div aria-busy={busy}>
      {head}
      <ol class={name}>{items.map(children)}</ol>
      {trouble && <Trouble error={trouble} />}
      {next && (
        <footer class="panel-foot">
          <button type="button" class="button" disabled={busy} onClick={() => void readOn()}>
            {more}
          </button>
        </footer>
      )}
    </div>
  );
};
