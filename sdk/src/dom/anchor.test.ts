import { beforeEach, describe, expect, test } from 'vitest';
import { anchorOf } from './anchor.ts';

const PAGE = `
<header><a href="/en/" aria-label="Home"></a><nav aria-label="Main"><ul><li><a href="/en/a">Alpha</a></li><li><a href="/en/b">Beta</a></li></ul></nav>
<button id="cart" class="css-1x9f"><svg><path d="M1 2"></path></svg><span>Cart (3)</span></button></header>
<main><h1>Shop</h1><section id="grid"><h2>Products (2)</h2>
<div class="card"><h3>Stone 1</h3><p>Soft</p><button class="buy">Add to cart</button></div>
<div class="card"><h3>Maple 2</h3><p>Hard</p><button class="buy">Add to cart</button></div>
<nav aria-label="Pages"><a href="?page=1">1</a><a href="?page=2">2</a></nav></section>
<form><p>Name</p><button>Save</button><button>Save</button></form></main>`;

function find(selector: string): Element {
  const found = document.querySelector(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

function anchor(selector: string) {
  return anchorOf(find(selector)).anchor;
}

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.body.innerHTML = PAGE;
});

/** Whole-anchor equality: what the server groups by, and stricter. */
describe('an anchor survives', () => {
  const changes: Record<string, () => void> = {
    'nothing at all': () => {},
    'hashed classes': () => {
      for (const element of document.querySelectorAll('[class]')) element.className = `z-${element.className}9`;
    },
    'regenerated ids': () => {
      for (const element of document.querySelectorAll('[id]')) element.id = `radix-:r${element.id.length}:`;
    },
    'a wrapper around it': () => {
      const button = find('.buy');
      const wrapper = document.createElement('div');
      button.before(wrapper);
      wrapper.append(button);
    },
    'scripts and overlays put into the body': () => {
      document.body.append(document.createElement('script'), document.createElement('div'));
    },
  };
  for (const [name, change] of Object.entries(changes)) {
    test(name, () => {
      const target = find('.buy');
      const before = anchorOf(target).anchor;
      change();
      expect(anchorOf(target).anchor).toEqual(before);
    });
  }

  test('a banner, but for its place', () => {
    const { q: _, ...before } = anchor('.buy');
    document.body.insertAdjacentHTML('afterbegin', '<div><p>Sale</p><a href="/sale">Go</a></div>');
    const { q: __, ...after } = anchor('.buy');
    expect(after).toEqual(before);
  });

  test('its row moving, but for place and neighbours', () => {
    const { q: _, v: __, w: ___, ...before } = anchor('.buy');
    const card = find('.card');
    card.nextElementSibling?.after(card);
    const { q: ____, v: _____, w: ______, ...after } = anchorOf(card.querySelector('.buy') as Element).anchor;
    expect(after).toEqual(before);
  });

  test('a counter going up in its name', () => {
    const before = anchor('#cart');
    find('#cart span').textContent = 'Cart (12)';
    const after = anchor('#cart');
    expect(after.n).toBe(before.n);
    expect(after.x).not.toBe(before.x);
  });

  test('another language in the address', () => {
    const before = anchor('li a');
    find('li a').setAttribute('href', '/pt-BR/a');
    expect(anchor('li a').h).toBe(before.h);
  });
});

describe('an anchor tells apart', () => {
  test('page numbers', () => {
    expect(anchor('[href="?page=1"]').n).not.toBe(anchor('[href="?page=2"]').n);
  });

  test('equal buttons of different cards', () => {
    const [one, other] = [...document.querySelectorAll('.buy')].map((button) => anchorOf(button).anchor);
    expect(one?.n).toBe(other?.n);
    expect(one?.c).not.toEqual(other?.c);
  });

  test('equal buttons side by side, by rank only', () => {
    const [one, other] = [...document.querySelectorAll('form button')].map((button) => anchorOf(button).anchor);
    expect(one?.o?.slice(0, 2)).toEqual([0, 2]);
    expect(other?.o?.slice(0, 2)).toEqual([1, 2]);
  });
});
