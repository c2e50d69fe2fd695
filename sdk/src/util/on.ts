export type Stop = () => void;

/** Capture and passive always: we look, we never take part in what the page decides. */
const LISTENING = { capture: true, passive: true };

/** Adds a listener and returns its removal. */
export const on = (target: EventTarget, type: string, listener: (event: Event) => void): Stop => {
  target.addEventListener(type, listener, LISTENING);
  return () => target.removeEventListener(type, listener, LISTENING);
};
