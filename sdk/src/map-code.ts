/**
 * The code of a clickmap's link, off the address before anything records it. It opens one map once, within a minute, and
 * on this origin only.
 */
export const takeMapCode = (): string | undefined => {
  const { href } = location;
  const [tail, code] = /#trodden=([\w.-]+)$/.exec(href) ?? [];
  if (tail) history.replaceState(history.state, '', href.slice(0, -tail.length));
  return code;
};
