import { z } from 'zod';
import { MAX_TOKEN_LENGTH } from './limits.ts';
import { idSchema } from './text.ts';

/** `signed-in` with a user id, `signed-out` after a sign-out in this browser, `anonymous` otherwise. */
export type AuthState = 'anonymous' | 'signed-in' | 'signed-out';

export const authStateSchema = z.enum(['anonymous', 'signed-in', 'signed-out']) satisfies z.ZodType<AuthState>;

/** Who the visitor was, in the host app's words, while the events of one batch happened. */
export interface BatchAuth {
  state: AuthState;
  /** Required when `state` is `signed-in`. */
  user_id?: string | undefined;
  team_id?: string | undefined;
  /** A guest account: counted apart from people who signed up. */
  is_anonymous?: boolean | undefined;
  /** The app's own JWT, to mark rows as verified. Never stored. */
  token?: string | undefined;
}

export const batchAuthSchema = z
  .object({
    state: authStateSchema,
    user_id: idSchema.optional(),
    team_id: idSchema.optional(),
    is_anonymous: z.boolean().optional(),
    token: z.string().max(MAX_TOKEN_LENGTH).optional(),
  })
  .refine((auth) => auth.state !== 'signed-in' || auth.user_id !== undefined, {
    message: 'signed-in needs a user_id',
    path: ['user_id'],
  }) satisfies z.ZodType<BatchAuth>;
