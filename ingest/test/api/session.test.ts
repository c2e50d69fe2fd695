import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src/server.ts';
import { createProjectRegistry, rotated } from '../../src/store/index.ts';
import { newSecretKey } from '../../src/store/project-keys.ts';
import { until } from '../embedded/process.ts';
import { clientOf, codeOf, SECRET_KEY, startHere } from '../server/harness.ts';
import { scratchDir, silentLog } from '../with-engine.ts';

const { dir: dataDir, remove } = scratchDir();
let server: RunningServer;
beforeAll(async () => {
  server = await startHere(dataDir);
});
afterAll(async () => {
  await server.stop();
  remove();
});

const signIn = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/session`, { method: 'POST', body: JSON.stringify(body), headers });
const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const count = (headers: Record<string, string>) => fetch(`${server.url}/api/events/count`, { headers });

describe('the dashboard session', () => {
  it('is a cookie that pages cannot read and other sites cannot use', async () => {
    const response = await signIn({ secret_key: SECRET_KEY });
    expect(response.status).toBe(200);
    const header = response.headers.get('set-cookie') ?? '';
    expect(header).toMatch(/; HttpOnly/);
    expect(header).toMatch(/; SameSite=Strict/);
    expect(header).toMatch(/; Path=\//);
    expect(header).not.toContain(SECRET_KEY);
    expect(Buffer.from(header.split('=')[1]?.split('.')[0] ?? '', 'base64url').toString()).not.toContain(SECRET_KEY);
    expect((await count({ cookie: cookieOf(response) })).status).toBe(200);
    expect((await count({})).status).toBe(401);
  });

  it('is refused when a single character of it was changed', async () => {
    const cookie = cookieOf(await signIn({ secret_key: SECRET_KEY }));
    for (let at = 'trodden_session='.length; at < cookie.length - 1; at += 7) {
      const forged = `${cookie.slice(0, at)}${cookie[at] === 'A' ? 'B' : 'A'}${cookie.slice(at + 1)}`;
      expect((await count({ cookie: forged })).status, String(at)).toBe(401);
    }
    for (const forged of ['trodden_session=', 'trodden_session=.', 'trodden_session=e30.e30', 'trodden_session=%00']) {
      expect((await count({ cookie: forged })).status).toBe(401);
    }
  });

  it('signs in with neither a wrong key nor a body that is none', async () => {
    const nothing = await signIn({});
    expect([nothing.status, await codeOf(nothing)]).toEqual([400, 'INVALID_QUERY']);
    const wrong = await signIn({ code: 'nobody-made-this' });
    expect([wrong.status, await codeOf(wrong)]).toEqual([401, 'UNAUTHORIZED']);
    const text = await fetch(`${server.url}/api/session`, { method: 'POST', body: '{' });
    expect([text.status, await codeOf(text)]).toEqual([400, 'INVALID_JSON']);
    const large = await signIn({ secret_key: 'x'.repeat(5_000) });
    expect([large.status, await codeOf(large)]).toEqual([413, 'TOO_LARGE']);
  });

  it('cannot be begun or ended by another site', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'null' },
    ]) {
      const began = await signIn({ code: 'x' }, headers as Record<string, string>);
      expect([began.status, await codeOf(began)]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
      const ended = await fetch(`${server.url}/api/session`, {
        method: 'DELETE',
        headers: headers as Record<string, string>,
      });
      expect(ended.status).toBe(403);
    }
  });

  it('ends when it is told to', async () => {
    const response = await fetch(`${server.url}/api/session`, { method: 'DELETE', headers: { origin: server.url } });
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toMatch(/^trodden_session=; Path=\/; Expires=Thu, 01 Jan 1970/);
  });
});

describe('sign-ins', () => {
  it('are limited, and a cookie outlives a restart but not its secret key', async () => {
    const own = scratchDir();
    const first = await startHere(own.dir);
    const begin = () =>
      fetch(`${first.url}/api/session`, { method: 'POST', body: JSON.stringify({ secret_key: SECRET_KEY }) });
    const cookie = cookieOf(await begin());
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 15; attempt++) statuses.push((await begin()).status);
    expect(statuses).toContain(429);
    await first.stop();

    const second = await startHere(own.dir);
    const ask = async () => (await fetch(`${second.url}/api/events/count`, { headers: { cookie } })).status;
    expect(await ask()).toBe(200);
    const client = await clientOf(own.dir);
    const projects = createProjectRegistry({ client: () => client, log: silentLog });
    await projects.refresh();
    const [project] = projects.list();
    if (project === undefined) throw new Error('no project');
    await projects.save(rotated(project, { secretKey: newSecretKey(), revokeOld: true }));
    await until(async () => (await ask()) === 401, 20_000);
    await client.close();
    await second.stop();
    own.remove();
  });
});
