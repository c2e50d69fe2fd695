/** The script tag is `async`, so calls may come before it: it finds them in the queue when it starts. */
if (!window.trodden) {
  const queue = [];
  window.trodden = (...call) => queue.push(call);
  window.trodden.q = queue;
}

/** @param {...unknown} call what the analytics should know, for example `'track', 'added to bag', { item }` */
export const tell = (...call) => window.trodden(...call);
