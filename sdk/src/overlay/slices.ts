/** A frame of 60 a second, less what the page itself needs. */
const SLICE_MS = 8;

/** The next task, after input and painting had their turn; unlike a timer it is not slowed down when it comes often. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

/** Runs work that yields after each small step, a slice at a time; undefined when it was called off. */
export async function inSlices<Result>(
  steps: Generator<void, Result>,
  isOver: () => boolean,
): Promise<Result | undefined> {
  for (;;) {
    const end = performance.now() + SLICE_MS;
    do {
      const { done, value } = steps.next();
      if (done) return value;
    } while (performance.now() < end);
    await nextTask();
    if (isOver()) return undefined;
  }
}
