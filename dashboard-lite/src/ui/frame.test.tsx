import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import { Frame } from './frame.tsx';

const SOON = { timeout: 4_000 };
const Clickmaps = () => <Frame title="Clickmaps" lead="" children={null} />;
const Replay = ({ title }: { title: string }) => (
  <Frame title={title} lead="">
    <button type="button">Play</button>
  </Frame>
);
const focused = () => document.activeElement?.textContent;

afterEach(() => render(null, document.body));

test('another view takes the focus to its heading; a title that is known later leaves it where it is', async () => {
  render(<Clickmaps />, document.body);
  await vi.waitFor(() => expect(document.title).toBe('Clickmaps · Trodden'), SOON);
  expect(document.activeElement).toBe(document.body);

  render(<Replay title="Replay" />, document.body);
  await vi.waitFor(() => expect(focused()).toBe('Replay'), SOON);

  document.querySelector<HTMLButtonElement>('main button')?.focus();
  render(<Replay title="20 Nov 2026" />, document.body);
  await vi.waitFor(() => expect(document.title).toBe('20 Nov 2026 · Trodden'), SOON);
  expect(focused()).toBe('Play');
});
