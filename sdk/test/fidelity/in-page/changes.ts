import { randomFrom } from '../draw.ts';
import { everyElement } from './elements.ts';
import { lists, reorder, shuffled } from './lists.ts';
import { changeState, changeTexts } from './texts.ts';

/** What happens to a page between the clicks and the day its map is looked at. */
export interface Change {
  name: string;
  /** Nothing readable changes but state. */
  structureOnly: boolean;
  apply(random: () => number): void;
}

const CLICKABLE = 'a[href],button,input,select,summary,label,[role=button],[role=switch],[role=tab]';
/** Where a wrapper would not be valid markup, or not stay where it is put. */
const NO_WRAP_IN =
  /^(table|thead|tbody|tr|ul|ol|dl|select|svg|g|picture|html|head|body|details|fieldset|script|p|h\d|pre|code|span|a|button|label|font|small)$/;
const NO_WRAP = /^(script|style|template|tr|td|th|li|option|legend|summary|br|path|tbody|thead|slot|source)$/;

function banner(): void {
  document.body.insertAdjacentHTML(
    'afterbegin',
    '<div class="news"><p>Winter sale: everything must go</p><a href="/sale">Look</a><button aria-label="Close">x</button></div>',
  );
  document
    .querySelector('main,article,table')
    ?.insertAdjacentHTML('afterbegin', '<div class="hint"><p>New here?</p><button>Take the tour</button></div>');
}

function classes(random: () => number): void {
  const names = new Map<string, string>();
  for (const element of everyElement()) {
    for (const name of [...element.classList]) {
      if (!names.has(name)) names.set(name, `c${Math.floor(random() * 1e9).toString(36)}`);
      element.classList.replace(name, names.get(name) as string);
    }
  }
}

/** All but those that addresses point at. */
function ids(random: () => number): void {
  for (const element of everyElement()) {
    const old = element.id;
    if (!old || document.querySelector(`a[href="#${CSS.escape(old)}"]`)) continue;
    element.id = `:r${Math.floor(random() * 1e6).toString(36)}:`;
    for (const label of document.querySelectorAll(`label[for="${CSS.escape(old)}"]`))
      label.setAttribute('for', element.id);
  }
}

function wrap(random: () => number, share: number): void {
  for (const element of [...everyElement()]) {
    const parent = element.parentElement;
    if (!parent || NO_WRAP_IN.test(parent.localName) || NO_WRAP.test(element.localName) || random() > share) continue;
    if (element.closest('head,svg,#list')) continue;
    const wrapper = document.createElement('div');
    element.before(wrapper);
    wrapper.append(element);
  }
}

function reorderSome(random: () => number, share: number): void {
  for (const group of lists()) if (random() < share) reorder(group, shuffled(group, random));
}

function remove(random: () => number, share: number): void {
  for (const element of [...everyElement()])
    if (!element.closest('#list') && element.matches(CLICKABLE) && random() < share) element.remove();
}

/** Copies of brothers under new words and addresses, some gone, some lists sorted. */
function items(random: () => number, share: number): void {
  for (const group of lists()) {
    if (group[0]?.closest('#list') || random() > share) continue;
    if (random() < 0.3)
      reorder(
        group,
        [...group].sort((one, other) => ((one.textContent ?? '') < (other.textContent ?? '') ? -1 : 1)),
      );
    for (const element of group) {
      if (random() < 0.15) element.remove();
      else if (random() < 0.2) {
        const copy = element.cloneNode(true) as Element;
        renew(copy, random);
        element.before(copy);
      }
    }
  }
}

/** What a new item says and links to; its buttons say what buttons of such items say. */
function renew(copy: Element, random: () => number): void {
  const fresh = `New ${Math.floor(random() * 1e5).toString(36)}`;
  for (const link of [copy, ...copy.querySelectorAll('a[href]')])
    if (link.matches('a[href]')) link.setAttribute('href', `/new/${Math.floor(random() * 1e6)}`);
  const words = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(), first = true; node; node = words.nextNode()) {
    if (!node.nodeValue?.trim() || (!first && node.parentElement?.closest('button'))) continue;
    node.nodeValue = first ? fresh : `${fresh} ${node.nodeValue.length}`;
    first = false;
  }
}

/** The other arm of a test: blocks in another place, other words on the main call, one control less and one more. */
function variant(random: () => number): void {
  const blocks = [...document.querySelectorAll('section,form,fieldset,aside,.row,.cols,.grid > div,table')];
  for (const block of shuffled(blocks, random).slice(0, 4)) {
    const control = shuffled([...block.querySelectorAll('a[href],button')], random);
    if (control[0]?.childElementCount === 0) control[0].textContent = 'Get going';
    if (random() < 0.5) control[1]?.remove();
    const before = block.previousElementSibling;
    if (before && before.localName !== 'script' && random() < 0.5) before.before(block);
    const call = document.createElement('a');
    call.href = '/signup?arm=b';
    call.textContent = 'Try the new way';
    if (!/^(tr|tbody|ul|ol|table)$/.test(block.localName)) block.append(call);
  }
}

function scrolled(random: () => number): void {
  scrollTo(0, random() * document.documentElement.scrollHeight);
  for (const element of everyElement())
    if (element.scrollHeight > element.clientHeight + 20 && element !== document.documentElement)
      element.scrollTop = random() * element.scrollHeight;
}

function release(random: () => number): void {
  banner();
  classes(random);
  ids(random);
  changeTexts(random, 0.07);
  wrap(random, 0.08);
  reorderSome(random, 0.15);
  items(random, 0.15);
}

export const CHANGES: readonly Change[] = [
  { name: 'nothing', structureOnly: true, apply: () => {} },
  { name: 'siblings reordered', structureOnly: true, apply: (random) => reorderSome(random, 0.6) },
  { name: 'banner inserted', structureOnly: true, apply: banner },
  { name: 'classes renamed', structureOnly: true, apply: classes },
  { name: 'ids changed', structureOnly: true, apply: ids },
  { name: 'wrapped in a div', structureOnly: true, apply: (random) => wrap(random, 0.2) },
  { name: 'counters and state', structureOnly: true, apply: changeState },
  { name: 'scrolled', structureOnly: true, apply: scrolled },
  { name: 'some texts changed (7 %)', structureOnly: false, apply: (random) => changeTexts(random, 0.07) },
  { name: 'elements removed (35 %)', structureOnly: false, apply: (random) => remove(random, 0.35) },
  { name: 'A/B variant', structureOnly: false, apply: variant },
  { name: 'items added, removed, sorted', structureOnly: false, apply: (random) => items(random, 0.7) },
  { name: 'release', structureOnly: false, apply: release },
  { name: '30 % of texts changed', structureOnly: false, apply: (random) => changeTexts(random, 0.3) },
];

export function applyChange(name: string, seed: number): void {
  CHANGES.find((change) => change.name === name)?.apply(randomFrom(seed));
}
