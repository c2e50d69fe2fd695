import type { Logger } from '../log.ts';

/** What starts last stops first; one part that fails to stop does not keep the others from it. */
export function createCloseStack(log: Logger) {
  const closers: { name: string; close: () => unknown }[] = [];
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    for (const { name, close } of closers.reverse()) {
      try {
        await close();
        log.debug({ part: name }, 'stopped');
      } catch (error) {
        log.error({ err: error, part: name }, 'did not stop cleanly');
      }
    }
  }

  return {
    push(name: string, close: () => unknown): void {
      closers.push({ name, close });
    },
    close(): Promise<void> {
      closing ??= closeAll();
      return closing;
    },
  };
}
