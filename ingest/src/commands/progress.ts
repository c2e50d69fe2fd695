import type { Output } from './command.ts';

const WIDTH = 30;

/** A bar with rate and time left that redraws itself on a terminal, and stays silent in a log. */
export function progressBar({ err }: Output, what: string, isTerminal = process.stderr.isTTY === true) {
  if (!isTerminal) return () => {};
  const began = performance.now();
  return (done: number, total: number) => {
    const seconds = (performance.now() - began) / 1_000;
    const filled = total === 0 ? WIDTH : Math.round((done / total) * WIDTH);
    const rate = seconds === 0 ? 0 : done / seconds;
    const left = rate === 0 ? '' : `, ${Math.round(rate)}/s, ${Math.ceil((total - done) / rate)} s left`;
    const end = done === total ? '\n' : '';
    err(`\r\u001b[K${what} [${'█'.repeat(filled)}${'·'.repeat(WIDTH - filled)}] ${done}/${total}${left}${end}`);
  };
}
