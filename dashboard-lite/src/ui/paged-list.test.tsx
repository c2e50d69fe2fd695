import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import { PagedList } from './paged-list.tsx';

const SOON = { timeout: 4_000 };

interface Page {
  items: string[];
  next: string | null;
}
const waiting = new Map<string, (page: Page) => void>();
const answer = async (asked: string, page: Page) => {
  await vi.waitFor(() => expect([...waiting.keys()]).toContain(asked), SOON);
  waiting.get(asked)?.(page);
  waiting.delete(asked);
};
const show = (question: string) =>
  render(
    <PagedList
      question={question}
      read={(cursor) => new Promise<Page>((resolve) => waiting.set(`${question} ${cursor ?? 'first'}`, resolve))}
      class="rows"
      none={<p>none</p>}
      more="More"
    >
      {(item) => <li key={item}>{item}</li>}
    </PagedList>,
    document.body,
  );
const rows = () => [...document.querySelectorAll('li')].map(({ textContent }) => textContent);
const more = () => document.querySelector('button');

afterEach(() => {
  render(null, document.body);
  waiting.clear();
});

test('reads on from where the list ends, once for a double click', async () => {
  show('a');
  await answer('a first', { items: ['a1'], next: 'a-next' });
  await vi.waitFor(() => expect(rows()).toEqual(['a1']), SOON);
  more()?.click();
  const [first] = [...waiting.values()];
  more()?.click();
  first?.({ items: ['a2'], next: 'a-last' });
  await vi.waitFor(() => expect(rows()).toEqual(['a1', 'a2']), SOON);
  await answer('a a-next', { items: ['a2'], next: 'a-last' });
  more()?.click();
  await answer('a a-last', { items: ['a3'], next: null });
  await vi.waitFor(() => expect(rows()).toEqual(['a1', 'a2', 'a3']), SOON);
  expect(more()).toBeNull();
});

test('an answer that comes too late changes nothing of the list that is shown', async () => {
  show('slow');
  await vi.waitFor(() => expect([...waiting.keys()]).toEqual(['slow first']), SOON);
  show('b');
  await answer('b first', { items: ['b1'], next: 'b-next' });
  await vi.waitFor(() => expect(rows()).toEqual(['b1']), SOON);
  more()?.click();
  await answer('b b-next', { items: ['b2'], next: 'b-last' });
  await vi.waitFor(() => expect(rows()).toEqual(['b1', 'b2']), SOON);

  await answer('slow first', { items: ['s1'], next: 'slow-next' });
  more()?.click();
  await answer('b b-last', { items: ['b3'], next: null });
  await vi.waitFor(() => expect(rows()).toEqual(['b1', 'b2', 'b3']), SOON);
});
