import { chmodSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../src/commands/index.ts';
import type { Finding } from '../../src/diagnose/index.ts';
import type { RunningServer } from '../../src/server.ts';
import { PUBLIC_KEY, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';

const scratch = scratchDir();
let server: RunningServer;
let site: Server;
let page: string;
/** What the site answers. */
let policy = '';
let html = '';

beforeAll(async () => {
  server = await startHere(scratch.dir);
  site = createServer((_request, response) => {
    if (policy !== '') response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Content-Type', 'text/html').end(html);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => site.once('listening', resolve));
  page = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  site.close();
  await server.stop();
  scratch.remove();
});

async function diagnose(settings: Record<string, string> = {}, ...args: string[]) {
  let said = '';
  const note = (text: string) => {
    said += text;
  };
  const { port } = new URL(server.url);
  const code = await runCommand(
    ['diagnose', '--json', ...args],
    { TRODDEN_DATA_DIR: scratch.dir, PORT: port, ...settings },
    { out: note, err: note },
  );
  const { findings } = JSON.parse(said) as { findings: Finding[] };
  const of = (level: string) => findings.filter((finding) => finding.level === level);
  return { code, faults: of('fault'), notes: of('note'), oks: of('ok').map(({ what }) => what) };
}

test('a server that is well has no fault, and every line says what was looked at', async () => {
  const { code, faults, oks } = await diagnose();
  expect([code, faults]).toEqual([0, []]);
  for (const what of [
    /takes events/,
    /Large batches reach/,
    /store .* answers/,
    /clock agrees/,
    /No row was refused/,
    /alone/,
  ])
    expect(oks.join('\n')).toMatch(what);
});

test('what is wrong is named with what to do', async () => {
  chmodSync(scratch.dir, 0o755);
  const { code, faults } = await diagnose({ TRODDEN_TRUST_PROXY: 'true', PORT: '1' });
  chmodSync(scratch.dir, 0o700);
  expect(code).toBe(1);
  const text = faults.map(({ what, advice }) => `${what} ${advice}`).join('\n');
  expect(text).toMatch(/can be read by others .*chmod 700/);
  expect(text).toMatch(/does not answer as a Trodden server does Start it/);
  expect(text).toMatch(/believes whatever address/);
});

test('a page is judged as a browser would', async () => {
  html = `<script async src="${server.url}/t.js" data-key="${PUBLIC_KEY}"></script>`;
  policy = "default-src 'self'";
  const blocked = await diagnose({}, '--page', page);
  expect(blocked.faults.map(({ advice }) => advice)).toEqual([
    `Add to the Content-Security-Policy: script-src ${server.url}`,
    `Add to the Content-Security-Policy: connect-src ${server.url}`,
  ]);
  policy = `script-src ${server.url}; connect-src ${server.url}`;
  expect(await diagnose({}, '--page', page)).toMatchObject({ code: 0, faults: [] });

  const foreign = await diagnose({ TRODDEN_ORIGINS: 'https://shop.example' }, '--page', page);
  expect(foreign.faults[0]?.what).toMatch(/may not send/);
  html = html.replace(PUBLIC_KEY, 'pk_somebody_elses_key');
  expect((await diagnose({}, '--page', page)).faults[0]?.what).toMatch(/No project has the key pk_somebo…/);
});
