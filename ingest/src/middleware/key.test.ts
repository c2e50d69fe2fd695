import { expect, test } from 'vitest';
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
const keys = (known: Project | undefined, found: Project | undefined, current: boolean): PublicKeys => ({
  byPublicKey: () => known,
  findPublicKey: async () => found,
  current: () => current,
});

test('a key in memory, or found in the store', async () => {
  expect(await projectOf(keys(project, undefined, true), 'pk_1')).toBe(project);
  expect(await projectOf(keys(undefined, project, true), 'pk_1')).toBe(project);
});

test('a key that nobody has', async () => {
  await expect(projectOf(keys(undefined, undefined, true), 'pk_2')).rejects.toMatchObject({
    code: 'UNKNOWN_KEY',
    status: 401,
  });
});

test('while the store is away an unknown key may be a new one: the client is asked to come back', async () => {
  await expect(projectOf(keys(undefined, undefined, false), 'pk_2')).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    status: 503,
    retryAfterSeconds: 2,
  });
});

test('a project that is switched off', async () => {
  await expect(projectOf(keys({ ...project, enabled: false }, undefined, true), 'pk_1')).rejects.toMatchObject({
    code: 'ANALYTICS_NOT_ENABLED',
    status: 403,
  });
});
