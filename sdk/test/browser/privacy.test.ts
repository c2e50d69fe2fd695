import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClickEvent } from '../../../ingest/src/contract/index.ts';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite, until } from './harness.ts';

/** Where a secret hides, and how it looks there. Each must be in no byte that is sent. */
const SECRETS = {
  hash: 'hash-SECRET-1a2b',
  query: 'query-SECRET-2b3c',
  queryEmail: 'who.query@example.org',
  pathEmail: 'path.person@example.org',
  pathToken: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl',
  pathKey: 'Zk93JdM2xPqR7vTbLw5Y',
  referrerQuery: 'ref-SECRET-3c4d',
  referrerHash: 'ref-SECRET-4d5e',
  titleEmail: 'title.person@example.org',
  titleCard: '4111 1111 1111 1111',
  titlePhone: '+49 170 123 45 67 89',
  titleAccount: '8837465529',
  titleHex: '9f86d081884c7d659a2feaa0c55ad015',
  titleKey: 'sk_live_51H8aKq2ExampleKey',
  utmEmail: 'utm.person@example.org',
  inputText: 'input-SECRET-5e6f',
  inputPassword: 'password-SECRET-6f7a',
  inputHidden: 'hidden-SECRET-7a8b',
  textarea: 'area-SECRET-8b9c',
  option: 'option-SECRET-9c0d',
  editable: 'editable-SECRET-0d1e',
  buttonText: 'button-SECRET-1e2f',
  linkText: 'link-SECRET-2f3a',
  linkQuery: 'linkquery-SECRET-3a4b',
  linkHash: 'linkhash-SECRET-4b5c',
  linkForeignQuery: 'foreign-SECRET-5c6d',
  mailto: 'mail.person@example.org',
  tel: '+4930123456789',
  script: 'script-SECRET-6d7e',
  ariaLabel: 'aria-SECRET-7e8f',
  placeholder: 'placeholder-SECRET-8f9a',
  titleAttribute: 'tip-SECRET-9a0b',
  alt: 'alt-SECRET-0b1c',
  data: 'data-SECRET-1c2d',
  maskedText: 'masked-SECRET-2d3e',
  selectorText: 'selector-SECRET-3e4f',
  pushedHash: 'pushed-SECRET-4f5a',
  pushedQuery: 'pushed-SECRET-5a6b',
  cookie: 'cookie-SECRET-6b7c',
  storage: 'storage-SECRET-7c8d',
  errorEmail: 'error.person@example.org',
  errorToken: 'eyJraWQiOiJlcnIifQ.eyJzdWIiOiI1Njc4In0.c2lnbmVk',
  rejectionKey: 'pk_live_9Qw8Er7Ty6Ui5Op4As3D',
  formAction: 'action-SECRET-8d9e',
  formHidden: 'formhidden-SECRET-9e0f',
  formTyped: 'formtyped-SECRET-0f1a',
  frameQuery: 'frame-SECRET-1a2b',
} as const;

const S = SECRETS;
const body = `<style>body *{display:block;height:20px;margin:0}</style>
<input value="${S.inputText}"><input type="password" value="${S.inputPassword}"><input type="hidden" value="${S.inputHidden}">
<textarea>${S.textarea}</textarea><select><option>${S.option}</option></select><div contenteditable>${S.editable}</div>
<button data-secret="${S.data}" title="${S.titleAttribute}">${S.buttonText}</button>
<a href="/next?x=${S.linkQuery}#${S.linkHash}" onclick="return false">${S.linkText}</a>
<a href="https://other.example/p?x=${S.linkForeignQuery}" onclick="return false">out</a>
<a href="mailto:${S.mailto}" onclick="return false">mail</a><a href="tel:${S.tel}" onclick="return false">call</a>
<a href="javascript:void('${S.script}')" onclick="return false">run</a>
<button aria-label="${S.ariaLabel}">a</button><input placeholder="${S.placeholder}"><img alt="${S.alt}">
<form action="/send?sid=${S.formAction}" onsubmit="return false"><input type="hidden" name="t" value="${S.formHidden}">
<input name="q" value="${S.formTyped}"><button id="submit">Send</button></form>
<iframe src="/frame?x=${S.frameQuery}" style="display:none"></iframe>
<button data-trodden-mask>${S.maskedText}</button><div class="private"><button>${S.selectorText}</button></div>`;

let collector: Collector;
let site: Site;
let browser: Browser;
let options = '';

beforeAll(async () => {
  collector = await startCollector();
  site = await startSite(
    () => `<!doctype html><html><head><title>Welcome ${S.titleEmail}, card ${S.titleCard}, call ${S.titlePhone}, account
${S.titleAccount}, ${S.titleHex} ${S.titleKey} - Shop 2026-11-20</title>
<script>document.cookie='c=${S.cookie}';localStorage.setItem('mine','${S.storage}')</script>
<script src="/t.js" data-key="pk_test" data-host="${collector.origin}" ${options}></script></head><body>${body}</body></html>`,
  );
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await collector.close();
});

/** Visits a page full of secrets and clicks on everything. Answers every byte that left it, address and headers included. */
const visit = async (): Promise<string> => {
  collector.clear();
  const context = await browser.newContext();
  const page = await context.newPage();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(collector.origin)) sent.push(request.url(), JSON.stringify(request.headers()));
  });
  const path = `/user/${S.pathEmail}/${S.pathToken}/${S.pathKey}/orders/2026`;
  const query = `?token=${S.query}&mail=${S.queryEmail}&utm_source=news&utm_content=${S.utmEmail}`;
  await page.goto(`${site.origin}${path}${query}#${S.hash}`, {
    referer: `https://ref.example/p?q=${S.referrerQuery}#${S.referrerHash}`,
  });
  for (const element of await page.locator('body *:visible').all())
    await element.click({ force: true, timeout: 2_000 });
  await page.keyboard.type('typed-SECRET');
  await page.evaluate(`setTimeout(() => { throw new Error('No user ${S.errorEmail} for ${S.errorToken}') })`);
  await page.evaluate(`void Promise.reject(new Error('Bad key ${S.rejectionKey}'))`);
  await sleep(100);
  await page.evaluate(`history.pushState({}, '', '/done?code=${S.pushedQuery}#${S.pushedHash}')`);
  await sleep(100);
  await page.close();
  await until(() => collector.of('$page-view').length >= 2 && collector.of('$click').length >= 14);
  await context.close();
  expect(collector.faults).toEqual([]);
  expect(collector.of('$click').length).toBeGreaterThanOrEqual(14);
  return [...sent, ...[...collector.kept.values()].map(({ bytes }) => bytes), 'typed'].join('\n');
};

const leaked = (bytes: string) =>
  Object.entries(SECRETS).flatMap(([where, secret]) =>
    [secret, encodeURIComponent(secret), secret.replaceAll(' ', '')].some((form) => bytes.includes(form)) ? where : [],
  );

describe('planted secrets', () => {
  it('none of 47 kinds is in any byte sent, and what is not secret still is', async () => {
    options = '';
    const bytes = await visit();
    expect(leaked(bytes)).toEqual([]);
    expect(bytes).not.toContain('typed-SECRET');
    expect(bytes).toContain('utm_source=news');
    expect(bytes).toContain('Shop 2026-11-20');
    expect(bytes).toContain('/orders/2026');
    expect(bytes).toContain('https://ref.example/p');
  });

  it('with click text allowed only the text of unmasked controls is told', async () => {
    options = 'data-allow-click-text data-mask=".private"';
    const bytes = await visit();
    expect(leaked(bytes).sort()).toEqual(['buttonText', 'linkText']);
  });

  it('of what the site masks there is no hash either', async () => {
    const printsOf = () =>
      (collector.of('$click') as ClickEvent[]).map(({ data }) =>
        Object.keys(data.anchor)
          .filter((key) => 'nxcvwo'.includes(key))
          .join(''),
      );
    options = '';
    await visit();
    const open = printsOf();
    options = 'data-mask="body"';
    await visit();
    expect(open.some((keys) => keys.includes('n'))).toBe(true);
    expect(printsOf().every((keys) => keys === '')).toBe(true);
  });
});
