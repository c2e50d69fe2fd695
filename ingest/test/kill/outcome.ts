import type { Round } from './round.ts';
import type { Verdict } from './verify.ts';

/** One line of the final table. */
export interface Outcome extends Verdict {
  what: string;
  /** Slowest start until events were taken again. */
  readyMsMax: number;
  ackP50Ms: number;
  ackP99Ms: number;
  /** Answers that were neither 200 nor a broken connection, by status. */
  refusals: string;
  /** What went wrong besides lost, doubled and foreign events. */
  faults: string[];
}

export function toOutcome(what: string, round: Round, verdict: Verdict & { stored: boolean }): Outcome {
  const { ackMs, answers, wrongAcks } = round.client.counts;
  const sorted = ackMs.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  const refusals = [...answers].filter(([status]) => status !== 200 && status !== 0);
  const faults: string[] = [];
  if (!verdict.stored) faults.push('did not drain');
  if (wrongAcks > 0) faults.push(`${wrongAcks} wrong acks`);
  return {
    ...verdict,
    what,
    readyMsMax: Math.round(Math.max(0, ...round.readyMs)),
    ackP50Ms: at(0.5),
    ackP99Ms: at(0.99),
    refusals: refusals.map(([status, count]) => `${count}×${status}`).join(' ') || '–',
    faults,
  };
}

export function passed(outcome: Outcome): boolean {
  return outcome.lost === 0 && outcome.doubled === 0 && outcome.foreign === 0 && outcome.faults.length === 0;
}

const COLUMNS: [string, (outcome: Outcome) => string | number][] = [
  ['', ({ what }) => what],
  ['acked', ({ ackedEvents }) => ackedEvents],
  ['stored', ({ storedEvents }) => storedEvents],
  ['dead', ({ deadEvents }) => deadEvents],
  ['lost', ({ lost }) => lost],
  ['doubled', ({ doubled }) => doubled],
  ['foreign', ({ foreign }) => foreign],
  ['ready max ms', ({ readyMsMax }) => readyMsMax],
  ['ack p50', ({ ackP50Ms }) => ackP50Ms],
  ['p99', ({ ackP99Ms }) => ackP99Ms],
  ['refused', ({ refusals }) => refusals],
  ['verdict', (outcome) => (passed(outcome) ? 'ok' : ['FAILED', ...outcome.faults].join(': '))],
];

/** A Markdown table, fit for the README. */
export function toTable(outcomes: readonly Outcome[]): string {
  const lines = [
    COLUMNS.map(([title]) => title),
    COLUMNS.map(() => '---'),
    ...outcomes.map((o) => COLUMNS.map(([, of]) => of(o))),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
