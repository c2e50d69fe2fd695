/**
 * Places where the kill programme ends this process, so that every window between two steps of the write path is hit on purpose.
 * They live in the built product: what is killed in the tests is what people run.
 */
export type FailPoint =
  | 'after-append'
  | 'before-fsync'
  | 'after-fsync'
  | 'after-ack'
  | 'after-plan'
  | 'mid-insert'
  | 'after-insert'
  | 'mid-checkpoint'
  | 'mid-rotate'
  | 'mid-delete'
  | 'mid-recovery'
  | 'mid-dead-letter';

/** `TRODDEN_FAILPOINT=name` dies at the first pass, `name@n` at the n-th. */
const [armed, pass = '1'] = (process.env.TRODDEN_FAILPOINT ?? '').split('@');
let passesLeft = Number(pass);

function die(name: FailPoint, before?: () => void): void {
  if (name !== armed || --passesLeft > 0) return;
  before?.();
  process.kill(process.pid, 'SIGKILL');
}

/** `before` does the half of a step that should be found on disk afterwards. */
export const failpoint: (name: FailPoint, before?: () => void) => void = armed === '' ? () => undefined : die;
