import { createEventMask, type Recorded } from '../../../src/replay/mask-event.ts';
import { nodeOf, startRecord, takeSnapshot } from '../../../src/replay/record.ts';

/** The recorder and the mask as they are, without the way to a server: what they made, and a fresh look at any moment. */
const events: Recorded[] = [];
const mask = createEventMask({ nodeOf });

Object.assign(window, {
  recorded: events,
  look: () => takeSnapshot(),
  record: () =>
    startRecord({
      isThin: false,
      emit: (event) => {
        mask(event);
        events.push(event);
      },
      onFault: (reason) => {
        throw reason;
      },
    }),
});
