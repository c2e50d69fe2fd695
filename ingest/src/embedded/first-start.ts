import type { ChildOrders, ChildReport } from './channel.ts';
import { EngineLockedError, EngineStartError, EngineUnavailableError } from './errors.ts';
import { type Launched, launch } from './launch.ts';
import { freePort } from './port.ts';

const PORT_TRIES = 10;
/** chDB's own error says only "Failed to create connection"; the reason goes to its standard error. */
const LOCKED = /Another server instance in same directory is already running/;

/** Starts the child or says why that is impossible. May change `orders.port`: until the first answer nobody knows it. */
export async function firstStart(orders: ChildOrders, onLine: (line: string) => void): Promise<Launched> {
  for (let tries = 1; ; tries += 1) {
    const child = launch(orders, onLine);
    const report = await child.report;
    if (report?.state === 'ready') return child;
    const exit = await child.exit;
    if (report?.reason !== 'port' || tries === PORT_TRIES) {
      throw startError({ orders, report, printed: child.printed(), exit: exit.signal ?? exit.code });
    }
    orders.port = await freePort();
  }
}

type Failure = {
  orders: ChildOrders;
  report: Extract<ChildReport, { state: 'failed' }> | undefined;
  printed: string;
  exit: NodeJS.Signals | number | null;
};

function startError({ orders, report, printed, exit }: Failure): Error {
  if (report?.reason === 'native') return new EngineUnavailableError(report.message);
  if (LOCKED.test(printed)) return new EngineLockedError(orders.directory);
  const reason = report?.message ?? `it ended with ${exit ?? 'no exit code'} before it was ready`;
  return new EngineStartError(`The embedded engine did not start: ${reason}${printed && `\n${printed}`}`);
}
