const CODE = /#trodden=([\w.-]+)$/;

/**
 * The code of a clickmap's link, off the address before anything records it. It opens one map once, within a minute, and
 * on this origin only.
 */
export const takeMapCode = (): string | undefined => {
  const { hash, pathname, search } = location;
  const code = CODE.exec(hash)?.[1];
  const rest = hash.replace(CODE, '');
  // A hash router has seen the code as part of its route: only a real change of the hash sets it right.
  if (code && rest) location.replace(rest);
  else if (code) history.replaceState(history.state, '', pathname + search);
  return code;
};
