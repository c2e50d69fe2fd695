import { computed, effect, signal, untracked } from '@preact/signals';
import type { Credentials } from './api.ts';
import { ApiError, access, readSession, signIn } from './api.ts';
import { parameter, takeCode } from './state.ts';
import type { SessionAnswer } from './wire.ts';

const RETRY_MS = 3_000;

/** Null until the server has told. */
export const session = signal<SessionAnswer | null>(null);
export const project = computed(() => session.value?.project ?? null);
export const isOwner = computed(() => session.value?.role === 'owner');
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

export const readProject = async () => {
  const asked = parameter('project');
  const answer = await readSession();
  // Whoever chose another project meanwhile asks again.
  if (asked === parameter('project')) session.value = answer;
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

const named = computed(() => parameter('project'));

/** The address names the project: another one there is another one here. Asking reads more of the address, which is no reason to ask again. */
export const followProject = () =>
  effect(() => {
    named.value;
    if (access.peek() !== 'granted') return;
    session.value = null;
    untracked(() => void tell(readProject));
  });
