import { expect, it } from 'vitest';
import { isInteractive } from '../dom/index.ts';
import { createScan } from './scan.ts';

const TAGS =
  'a area article audio button canvas details dialog div embed fieldset form img input label legend li map menu meter object option output picture progress section select span summary svg td textarea video x-button'.split(
    ' ',
  );
const ROLES =
  'button checkbox combobox gridcell link listbox menuitem menuitemcheckbox menuitemradio none option radio searchbox slider spinbutton switch tab textbox treeitem'.split(
    ' ',
  );

it('asks of no element less than what a click on it would find interactive', () => {
  const attributes = ['', 'href="/x"', 'tabindex="0"', 'tabindex="-1"', ...ROLES.map((role) => `role="${role}"`)];
  const page = new DOMParser().parseFromString('<!doctype html><body>', 'text/html');
  for (const tag of TAGS)
    for (const attribute of attributes) {
      page.body.insertAdjacentHTML('beforeend', `<${tag} ${attribute}></${tag}>`);
    }
  const visited = new Set<Element>();
  const more = createScan(
    page,
    (element) => visited.add(element),
    () => {},
  );
  while (more());
  const interactive = [...page.body.querySelectorAll('*')].filter(isInteractive);
  expect(interactive.length).toBeGreaterThan(TAGS.length);
  expect(interactive.filter((element) => !visited.has(element)).map((element) => element.outerHTML)).toEqual([]);
});
