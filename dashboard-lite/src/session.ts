import { signal } from '@preact/signals';
import type { Credentials } from './api.ts';
import { ApiError, access, readSession, signIn } from './api.ts';
import { takeCode } from './state.ts';
import type { SessionAnswer } from './wire.ts';

const RETRY_MS = 3_000;

export const project = signal<SessionAnswer['project']>(null);
/** Why the last try to sign in failed. */
export const refusal = signal<ApiError | null>(null);

async function tell(work: () => Promise<void>): Promise<void> {
  try {
    await work();
    refusal.value = null;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    refusal.value = error;
  }
}

const readProject = async () => {
  project.value = await readSession();
};

export const enter = (credentials: Credentials) =>
  tell(async () => {
    await signIn(credentials);
    await readProject();
  });

/**
 * A sign-in link wins over a cookie, for it may be meant for another project; when it was used up, the cookie still counts.
 * Asks again until the server has said yes or no.
 */
export async function openSession(code = takeCode()): Promise<void> {
  if (code !== null) await enter({ code });
  const told = refusal.value;
  if (project.value !== null) return;
  await tell(readProject);
  if (project.value === null) refusal.value ??= told;
  if (access.value === 'unknown') setTimeout(() => void openSession(code), RETRY_MS);
}
