import { beforeEach, describe, expect, test, vi } from 'vitest';
import { anchorOf } from './anchor.ts';
import { isMasked, maskAlso } from './mask.ts';

const SECRET = 'Ada Lovelace';

function page(marks: string, secret = SECRET): void {
  document.body.innerHTML = `<main><ul>
    <li><h3 ${marks}>${secret}</h3><button id="near">Open</button></li>
    <li ${marks} aria-label="${secret}"><b>${secret}</b><a id="inside" href="/p">${secret}</a></li>
    <li><img ${marks} alt="${secret}"><button id="far">Open</button></li>
  </ul><input id="password" type="password" placeholder="${secret}" aria-label="${secret}"></main>`;
}

function json(id: string): string {
  return JSON.stringify(anchorOf(document.getElementById(id) as Element).anchor);
}

beforeEach(() => page('data-trodden-mask'));

describe('masked elements', () => {
  for (const marks of ['data-trodden-mask', 'contenteditable="true"', 'contenteditable']) {
    test(`leave no trace of their words, marked by ${marks}`, () => {
      // Equal anchors for different secrets: no hash of one can be in them.
      page(marks);
      const before = ['near', 'inside', 'far', 'password'].map(json);
      page(marks, 'Grace Hopper 1906');
      expect(['near', 'inside', 'far', 'password'].map(json)).toEqual(before);
    });
  }

  test('would leave one without the mark', () => {
    page('');
    const before = ['near', 'inside', 'far'].map(json);
    page('', 'Grace Hopper 1906');
    const after = ['near', 'inside', 'far'].map(json);
    expect(after.filter((anchor, index) => anchor === before[index])).toEqual([]);
  });

  test('have neither name, item nor neighbours', () => {
    const { anchor } = anchorOf(document.getElementById('inside') as Element);
    expect(Object.keys(anchor).filter((key) => 'nxcvwo'.includes(key))).toEqual([]);
    expect(anchor.h).toBeDefined();
  });

  test('are found from inside a shadow root', () => {
    const host = document.querySelector('li[data-trodden-mask] b') as Element;
    const inner = document.createElement('button');
    host.attachShadow({ mode: 'open' }).append(inner);
    expect(isMasked(inner)).toBe(true);
    expect(isMasked(document.getElementById('near') as Element)).toBe(false);
  });

  test('do not include what says it is not editable', () => {
    page('contenteditable="false"');
    expect(isMasked(document.getElementById('inside') as Element)).toBe(false);
  });

  test('include what the site itself wants masked, with all that lies around it', () => {
    page('class="private"');
    const open = ['near', 'inside', 'far'].map(json);
    maskAlso('.private');
    const before = ['near', 'inside', 'far'].map(json);
    expect(before.filter((anchor, index) => anchor === open[index])).toEqual([]);
    page('class="private"', 'Grace Hopper 1906');
    expect(['near', 'inside', 'far'].map(json)).toEqual(before);
    const { anchor } = anchorOf(document.getElementById('inside') as Element);
    expect(Object.keys(anchor).filter((key) => 'nxcvwo'.includes(key))).toEqual([]);
  });
});

describe('what the site wants masked', () => {
  const fresh = async () => {
    vi.resetModules();
    return import('./mask.ts');
  };

  test('is masked by any selector, however much it looks like another one', async () => {
    const { isMasked: isNowMasked, maskAlso: mask } = await fresh();
    document.body.innerHTML =
      '<p id="p">x</p><i class="secret" id="s">x</i><i class="secret-box" id="b">x</i><b id="n">x</b>';
    for (const selector of ['p', '.secret-box', '.secret', '.secret']) mask(selector);
    const maskedNow = ['p', 's', 'b', 'n'].map((id) => isNowMasked(document.getElementById(id) as Element));
    expect(maskedNow).toEqual([true, true, true, false]);
  });

  test('is everything where the selector is none', async () => {
    const { isMasked: isNowMasked, maskAlso: mask } = await fresh();
    document.body.innerHTML = '<b id="n">x</b>';
    mask('.a:has(');
    expect(isNowMasked(document.getElementById('n') as Element)).toBe(true);
    mask('.fine');
    expect(isNowMasked(document.getElementById('n') as Element)).toBe(true);
  });
});
