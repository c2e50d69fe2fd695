import { beforeEach, expect, test } from 'vitest';
import { resolveOptions } from '../options.ts';
import { describe } from './describe.ts';

const options = resolveOptions({ key: 'pk', host: '', allowClickText: true });
const told = (id: string) => describe(document.getElementById(id) as Element, options).told;

beforeEach(() => {
  document.body.innerHTML = `
    <button id="pay">Pay <span data-trodden-mask>card 4242 Ada</span> <b>now</b></button>
    <table><tr><td id="cell">Ada Lovelace, 12 Main Street</td></tr></table>
    <div id="page">Dear Ada, <p>your balance is 12</p></div>
    <a id="write" href="/notes">Note <span contenteditable="true">what Ada typed</span></a>
    <a id="bad" href="http://">Nowhere</a>`;
});

test('the text of a click leaves out what is masked or typed below it', () => {
  expect(told('pay').text).toBe('Pay now');
  expect(told('write').text).toBe('Note');
});

test('only links and buttons say what they say', () => {
  expect(told('cell').text).toBeUndefined();
  expect(told('page').text).toBeUndefined();
});

test('a link to an address that is none is a click all the same', () => {
  expect(told('bad')).toMatchObject({ text: 'Nowhere', href: '' });
});
