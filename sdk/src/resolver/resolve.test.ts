import { beforeEach, expect, test } from 'vitest';
import * as dom from '../dom/index.ts';
import { anchorOf } from '../dom/index.ts';
import { resolve } from './resolve.ts';
import { atOnce, indexPage } from './resolve-index.ts';

const PAGE = `<header><a href="/">Home</a><button>Cart (3)</button></header>
<main><h1>Shop</h1><section aria-label="Goods"><div class="card"><h3>Stone</h3><p>Soft</p><button>Add</button></div>
<div class="card"><h3>Maple</h3><p>Hard</p><button>Add</button></div></section>
<section aria-label="Tasks"><ul><li><button>Open</button></li><li><button>Open</button></li></ul></section>
<nav aria-label="Pages"><button aria-label="Page 1">1</button><button aria-label="Page 2">2</button></nav></main>`;

function find(selector: string): Element {
  const found = document.querySelector(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

function resolved(anchor: ReturnType<typeof anchorOf>['anchor']) {
  return resolve(JSON.parse(JSON.stringify(anchor)), atOnce(indexPage(document, dom)));
}

beforeEach(() => {
  document.documentElement.lang = '';
  document.body.innerHTML = PAGE;
});

test('a moved card takes its button along', () => {
  const button = find('.card button');
  const { anchor } = anchorOf(button);
  find('section').append(find('.card'));
  expect(resolved(anchor)).toMatchObject({ outcome: 'placed', element: button, confidence: 1 });
});

test('a removed card does not hand its clicks to another', () => {
  const { anchor } = anchorOf(find('.card button'));
  find('.card').remove();
  expect(resolved(anchor)).toEqual({ outcome: 'unmatched' });
});

test('twins are named as a set, never told apart by position', () => {
  const twins = [...document.querySelectorAll('li button')];
  expect(resolved(anchorOf(twins[1] as Element).anchor)).toEqual({ outcome: 'undecided', elements: twins });
  find('li').remove();
  expect(resolved(anchorOf(twins[0] as Element).anchor).outcome).toBe('unmatched');
});

test('a counter is the same button, another page is not', () => {
  const cart = anchorOf(find('header button')).anchor;
  const second = anchorOf(find('[aria-label="Page 2"]')).anchor;
  find('header button').textContent = 'Cart (12)';
  expect(resolved(cart)).toMatchObject({ outcome: 'placed', element: find('header button') });
  expect(resolved(second)).toMatchObject({ element: find('[aria-label="Page 2"]') });
  find('[aria-label="Page 2"]').remove();
  expect(resolved(second)).toEqual({ outcome: 'unmatched' });
});

test('below the threshold nothing is placed', () => {
  const { anchor } = anchorOf(find('.card button'));
  expect(resolve(anchor, atOnce(indexPage(document, dom)), 1.1)).toEqual({ outcome: 'unmatched' });
});

test('the index can be built in slices and leaves out what is told', () => {
  const steps = indexPage(document, dom, (element) => element.closest('nav') !== null);
  let slices = 0;
  while (!steps.next().done) slices++;
  expect(slices).toBeGreaterThan(10);
  expect(atOnce(indexPage(document, dom, (element) => element.closest('nav') !== null)).entries).toHaveLength(slices);
});

const EXAMPLES = `<main><h1>Docs</h1>${['Begin', 'Build', 'Ship']
  .map(
    (word) =>
      `<h2>${word} here</h2><p>How to ${word}.</p><div class="code"><div><button>npm</button><button>pnpm</button></div><pre>run it</pre></div>`,
  )
  .join('')}<p>That is all.</p></main>`;

test('of items that say the same, what stands around one tells it', () => {
  document.body.innerHTML = EXAMPLES;
  const button = document.querySelectorAll('.code button')[2] as Element;
  const { anchor } = anchorOf(button);
  document.querySelector('h1')?.after(document.createElement('hr'));
  expect(resolved(anchor)).toMatchObject({ outcome: 'placed', element: button });
});

test('and with that one gone, or its surroundings, none of the others passes for it', () => {
  document.body.innerHTML = EXAMPLES;
  const { anchor } = anchorOf(document.querySelectorAll('.code button')[2] as Element);
  document.querySelectorAll('.code')[1]?.remove();
  expect(resolved(anchor).outcome).toBe('unmatched');
  document.body.innerHTML = EXAMPLES;
  for (const text of document.querySelectorAll('h2,p')) text.textContent = `Other words ${Math.random()}`;
  expect(resolved(anchor).outcome).not.toBe('placed');
});

test('in another language a link that is there twice is told by its place', () => {
  document.body.innerHTML =
    '<nav><a href="/x">One</a><a href="/y">Two</a></nav><footer><p>a</p><a href="/x">One</a></footer>';
  document.documentElement.lang = 'en';
  const link = find('nav a');
  const { anchor } = anchorOf(link);
  document.documentElement.lang = 'fr';
  for (const element of document.querySelectorAll('a,p')) element.textContent = 'autre';
  expect(resolved(anchor)).toMatchObject({ outcome: 'placed', element: link });
});
