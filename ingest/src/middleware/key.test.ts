import { expect, test } from 'vitest';
import { HttpError } from '../errors.ts';
import type { Project } from '../store/index.ts';
import { type PublicKeys, projectOf } from './key.ts';

const project: Project = {
  id: 'shop',
  name: 'Shop',
  enabled: true,
  publicKeys: ['pk_1'],
  secretKeyHashes: [],
  origins: [],
  settings: {},
  createdAtMs: 0,
  version: 1,
};
const keys = (known: Project | undefined, found: Project | undefined): PublicKeys => ({
  byPublicKey: () => known,
  findPublicKey: async () => found,
});

test('a key in memory, or found in the store', async () => {
  expect(await projectOf(keys(project, undefined), 'pk_1')).toBe(project);
  expect(await projectOf(keys(undefined, project), 'pk_1')).toBe(project);
});

test('a key that nobody has', async () => {
  await expect(projectOf(keys(undefined, undefined), 'pk_2')).rejects.toMatchObject({
    code: 'UNKNOWN_KEY',
    status: 401,
  });
});

test('while the store cannot tell, nobody is told that a key is unknown', async () => {
  const away = new HttpError('STORE_UNAVAILABLE', { retryAfterSeconds: 2 });
  const asked = { ...keys(undefined, undefined), findPublicKey: () => Promise.reject(away) };
  await expect(projectOf(asked, 'pk_2')).rejects.toBe(away);
});

test('a project that is switched off', async () => {
  await expect(projectOf(keys({ ...project, enabled: false }, undefined), 'pk_1')).rejects.toMatchObject({
    code: 'ANALYTICS_NOT_ENABLED',
    status: 403,
  });
});
