import type { BatchAuth } from '../contract/index.ts';
import { field } from './field.ts';

/**
 * `auth_state`, `user_id`, `team_id`, `is_anonymous`. A user id makes the state `signed-in`, whatever the client called it,
 * and after a sign-out nobody is known: a stray user id must not count the person as active.
 */
export function authColumns(auth: BatchAuth): string {
  const state = auth.user_id !== undefined && auth.state === 'anonymous' ? 'signed-in' : auth.state;
  if (state !== 'signed-in' || auth.user_id === undefined) return `${state}\t\t\t`;
  return `${state}\t${field(auth.user_id)}\t${field(auth.team_id ?? '')}\t${auth.is_anonymous ? 'true' : ''}`;
}
