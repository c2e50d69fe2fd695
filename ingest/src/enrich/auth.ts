import type { BatchAuth } from '../contract/index.ts';
import { quote } from './json.ts';

/**
 * Auth columns. A user id makes the state `signed-in`, whatever the client called it, and after a sign-out
 * nobody is known: a stray user id must not count the person as active.
 */
export function authColumns(auth: BatchAuth): string {
  const state = auth.user_id !== undefined && auth.state === 'anonymous' ? 'signed-in' : auth.state;
  let text = `"auth_state":"${state}"`;
  if (state !== 'signed-in' || auth.user_id === undefined) return text;
  text += `,"user_id":${quote(auth.user_id)}`;
  if (auth.team_id !== undefined) text += `,"team_id":${quote(auth.team_id)}`;
  if (auth.is_anonymous) text += ',"is_anonymous":true';
  return text;
}
