import { signal } from '@preact/signals';
import type { Credentials, SessionAnswer } from './api.ts';
import { ApiError, access, readSession, signIn } from './api.ts';
import { takeCode } from './state.ts';

export const project = signal<SessionAnswer['project'] | null>(null);
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
  project.value = (await readSession()).project;
};

export const enter = (credentials: Credentials) =>
  tell(async () => {
    await signIn(credentials);
    await readProject();
  });

/** A sign-in link wins over a cookie, for it may be meant for another project. */
export async function openSession(): Promise<void> {
  const code = takeCode();
  if (code !== null) {
    await enter({ code });
    if (refusal.value === null) return;
  }
  const told = refusal.value;
  await tell(readProject);
  // A stranger's first visit is no failure to report; a used-up link is.
  if (access.value === 'refused') refusal.value = told;
}
