import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountAnswer } from '../../src/contract/index.ts';
import { newProject } from '../../src/process/default-project.ts';
import type { RunningServer } from '../../src/server.ts';
import {
  createProjectRegistry,
  newPublicKey,
  newSecretKey,
  type ProjectRegistry,
  rotated,
  type StoreClient,
} from '../../src/store/index.ts';
import { until } from '../embedded/process.ts';
import { batchOf, send, sendOk } from '../server/batch.ts';
import { ask, askOk, clientOf, codeOf, PUBLIC_KEY, SECRET_KEY, startHere } from '../server/harness.ts';
import { scratchDir, silentLog } from '../with-engine.ts';

const { dir: dataDir, remove } = scratchDir();
let server: RunningServer;
let client: StoreClient;
/** What another node, or the command line, does to the same store. */
let elsewhere: ProjectRegistry;

beforeAll(async () => {
  server = await startHere(dataDir);
  client = await clientOf(dataDir);
  elsewhere = createProjectRegistry({ client: () => client, log: silentLog });
  await elsewhere.refresh();
});
afterAll(async () => {
  await client.close();
  await server.stop();
  remove();
});

const outcome = async (key: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${server.url}/v1/events`, {
    method: 'POST',
    body: JSON.stringify(batchOf(key, 1)),
    headers,
  });
  return response.status === 200 ? 'ok' : `${response.status} ${await codeOf(response)}`;
};

async function make(id: string) {
  const made = newProject({ id, name: id });
  await elsewhere.save(made.project);
  return made;
}

const stored = (id: string) => {
  const project = elsewhere.byId(id);
  if (project === undefined) throw new Error(`no project ${id}`);
  return project;
};

/** A body that stops in its middle until it is told to go on. */
function halfway(first: string, second: string) {
  let goOn = () => {};
  const told = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const parts = [Promise.resolve(first), told.then(() => second)];
  const pause = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const part = await parts.shift();
      if (part === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(part));
    },
  });
  return { pause, goOn };
}

describe('projects', () => {
  it('made elsewhere are known at their first batch', async () => {
    const { publicKey } = await make('fresh');
    expect(await outcome(publicKey)).toBe('ok');
    expect(await outcome('pk_that_nobody_has_ever_seen')).toBe('401 UNKNOWN_KEY');
  });

  it('switched off refuse events within seconds, and take them again when switched on', async () => {
    const { publicKey } = await make('switched');
    expect(await outcome(publicKey)).toBe('ok');
    await elsewhere.save({ ...stored('switched'), enabled: false });
    await until(async () => (await outcome(publicKey)) === '403 ANALYTICS_NOT_ENABLED', 20_000);
    await elsewhere.save({ ...stored('switched'), enabled: true });
    await until(async () => (await outcome(publicKey)) === 'ok', 20_000);
  });

  it('accept the old key and the new one during a rotation, and no third', async () => {
    const { publicKey: first } = await make('rotating');
    const second = newPublicKey();
    await elsewhere.save(rotated(stored('rotating'), { publicKey: second }));
    expect([await outcome(first), await outcome(second)]).toEqual(['ok', 'ok']);
    const third = newPublicKey();
    await elsewhere.save(rotated(stored('rotating'), { publicKey: third }));
    expect(await outcome(third)).toBe('ok');
    await until(async () => (await outcome(first)) === '401 UNKNOWN_KEY', 20_000);
    expect(await outcome(second)).toBe('ok');
  });

  it('end a leaked key at once when asked to', async () => {
    const { publicKey: leaked, secretKey: leakedSecret } = await make('leaky');
    const fresh = { publicKey: newPublicKey(), secretKey: newSecretKey() };
    await elsewhere.save(rotated(stored('leaky'), { ...fresh, revokeOld: true }));
    await until(async () => (await outcome(leaked)) === '401 UNKNOWN_KEY', 20_000);
    expect((await ask(server.url, '/api/events/count', leakedSecret)).status).toBe(401);
    expect((await ask(server.url, '/api/events/count', fresh.secretKey)).status).toBe(200);
  });

  it('keep what is changed elsewhere while a change of something else is on its way', async () => {
    const { secretKey, publicKey: leaked } = await make('busy');
    const authorization = `Bearer ${secretKey}`;
    expect((await ask(server.url, '/api/page-groups', secretKey)).status).toBe(200);
    const { pause, goOn } = halfway('{"groups":["/blog/', ':slug"]}');
    const init = { method: 'PUT', headers: { authorization }, body: pause, duplex: 'half' } as const;
    const change = fetch(`${server.url}/api/page-groups`, init);
    // Until the server holds the half that was sent.
    await ask(server.url, '/api/page-groups', secretKey);
    const publicKey = newPublicKey();
    await elsewhere.save(rotated(stored('busy'), { publicKey, revokeOld: true }));
    goOn();
    expect((await change).status).toBe(200);
    await elsewhere.refresh();
    expect(stored('busy')).toMatchObject({ publicKeys: [publicKey], settings: { page_groups: ['/blog/:slug'] } });
    expect(await outcome(leaked)).toBe('401 UNKNOWN_KEY');

    await elsewhere.save({ ...stored('busy'), name: 'Renamed' });
    const revoked = await fetch(`${server.url}/api/clickmap/revoke`, { method: 'POST', headers: { authorization } });
    expect(revoked.status).toBe(200);
    await elsewhere.refresh();
    expect(stored('busy').name).toBe('Renamed');
  });

  it('take events from their own origins only', async () => {
    const { publicKey } = await make('origins');
    await elsewhere.save({ ...stored('origins'), origins: ['https://shop.example'] });
    await until(
      async () => (await outcome(publicKey, { origin: 'https://evil.example' })) === '403 ORIGIN_NOT_ALLOWED',
      10_000,
    );
    expect(await outcome(publicKey, { origin: 'https://shop.example' })).toBe('ok');
    expect(await outcome(publicKey)).toBe('ok');
  });

  it('see nothing of each other', async () => {
    const [one, two] = [await make('one'), await make('two')];
    await sendOk(server.url, batchOf(one.publicKey, 3));
    await sendOk(server.url, batchOf(two.publicKey, 5));
    const count = async (key: string, query = '') =>
      (await askOk<CountAnswer>(server.url, `/api/events/count${query}`, key)).count;
    await until(async () => (await count(one.secretKey)) === 3 && (await count(two.secretKey)) === 5, 15_000);
    // No parameter names a project; one that tries is not heard.
    expect(await count(one.secretKey, '?project=two&project_id=two')).toBe(3);
    const { events } = await askOk<{ events: { data: unknown }[] }>(
      server.url,
      '/api/events/recent?limit=1000',
      one.secretKey,
    );
    expect(events).toHaveLength(3);
  });

  it('are found by no key that only looks like theirs', async () => {
    for (const key of ['', 'sk_', PUBLIC_KEY, `${SECRET_KEY} `, `${SECRET_KEY}x`, '__proto__', 'a'.repeat(5_000)]) {
      expect((await ask(server.url, '/api/events/count', key)).status, key).toBe(key === `${SECRET_KEY} ` ? 200 : 401);
    }
    expect((await send(server.url, batchOf(SECRET_KEY, 1))).status).toBe(401);
    expect((await fetch(`${server.url}/api/events/count`)).headers.get('www-authenticate')).toBe('Bearer');
  });
});
