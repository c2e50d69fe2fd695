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

/** A list that is read page by page, on request. */
export const PagedList = <T,>({ question, read, children, class: name, head, none, more }: PagedListProps<T>) => {
  const added = useSignal<T[]>([]);
  const next = useSignal<string | null>(null);
  const trouble = useSignal<ApiError | null>(null);
  const { value, error, busy } = useResource(question, async () => {
    const page = await read(undefined);
    added.value = [];
    next.value = page.next;
    trouble.value = null;
    return page;
  }).value;
  if (error) return <Trouble error={error} />;
  if (!value) return <div class="chart-ghost" aria-busy="true" />;
  const items = [...value.items, ...added.value];
  if (items.length === 0) return none;

  const readOn = async () => {
    const cursor = next.value;
    if (cursor === null) return;
    try {
      const page = await read(cursor);
      // A double click asks twice, and a list that was changed meanwhile is another one.
      if (next.value !== cursor) return;
      added.value = [...added.value, ...page.items];
      next.value = page.next;
      trouble.value = null;
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      trouble.value = thrown;
    }
  };
  return (
    <div aria-busy={busy}>
      {head}
      <ol class={name}>{items.map(children)}</ol>
      {trouble.value && <Trouble error={trouble.value} />}
      {next.value && (
        <footer class="panel-foot">
          <button type="button" class="button" onClick={() => void readOn()}>
            {more}
          </button>
        </footer>
      )}
    </div>
  );
};
