/** Levels above the element in which an answer is looked for: a stepper's number, a carousel's slides, a table's rows. */
const LEVELS = 5;
/** Only looks: pressed states and ripples come with every click, also on what is broken. */
const LOOKS = /^(class|style|data-.*)$/;
const CONTROL = 'a,button,summary,input,[role]';

/** The box around an element in which its answers appear; never the whole page. */
const areaOf = (element: Element): Element => {
  let area = element;
  for (let left = LEVELS; left--; ) {
    const parent = area.parentElement;
    if (!parent || parent.localName === 'body') break;
    area = parent;
  }
  return area;
};

/** Tells which changes of the page are answers to clicks on `element`. */
export const answersTo = (element: Element): ((change: MutationRecord) => boolean) => {
  const areas = [areaOf(element), element.previousElementSibling, element.nextElementSibling];
  const isControl = element.matches(CONTROL);
  const text = isControl && element.textContent;
  return ({ target, attributeName, type }) => {
    // What lies in a shadow tree is where its host is.
    const at = (target.getRootNode() as Partial<ShadowRoot>).host ?? target;
    if (!areas.some((area) => area?.contains(target) || area?.contains(at))) return false;
    if (!isControl || !element.contains(target)) return true;
    return type === 'attributes' ? !LOOKS.test(attributeName ?? '') : element.textContent !== text;
  };
};
