import { expect, test } from 'vitest';
import { fieldsOf } from '../../test/row-of.ts';
import type { BatchAuth } from '../contract/index.ts';
import { authColumns } from './auth.ts';

const columns = (auth: BatchAuth) => fieldsOf('auth_state', authColumns(auth));

test('nobody', () => {
  expect(columns({ state: 'anonymous' })).toEqual({ auth_state: 'anonymous' });
});

test('somebody, with team', () => {
  expect(columns({ state: 'signed-in', user_id: 'u"1', team_id: 't' })).toEqual({
    auth_state: 'signed-in',
    user_id: 'u"1',
    team_id: 't',
  });
});

test('a guest account is somebody, and marked', () => {
  expect(columns({ state: 'signed-in', user_id: 'g', is_anonymous: true })).toEqual({
    auth_state: 'signed-in',
    user_id: 'g',
    is_anonymous: true,
  });
});

test('a user id makes the state signed-in', () => {
  expect(columns({ state: 'anonymous', user_id: 'u' })).toEqual({ auth_state: 'signed-in', user_id: 'u' });
});

test('after a sign-out nobody is known any more', () => {
  expect(columns({ state: 'signed-out', user_id: 'u', team_id: 't', is_anonymous: true })).toEqual({
    auth_state: 'signed-out',
  });
});

test('the app token is never stored', () => {
  expect(authColumns({ state: 'signed-in', user_id: 'u', token: 'eyJsecret' })).not.toContain('eyJ');
});
