import type { Output } from './command.ts';

const WIDTH = 30;

/** A bar that redraws itself on a terminal, and stays silent in a log. */
export function progressBar({ err }: Output, what: string, isTerminal = process.stderr.isTTY === true) {
  if (!isTerminal) return () => {};
  return (done: number, total: number) => {
    const filled = total === 0 ? WIDTH : Math.round((done / total) * WIDTH);
    const end = done === total ? '\n' : '';
    err(`\r${what} [${'█'.repeat(filled)}${'·'.repeat(WIDTH - filled)}] ${done}/${total}${end}`);
  };
}
