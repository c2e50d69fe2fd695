import type { ReadonlySignal } from '@preact/signals';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ApiError } from './api.ts';

export interface Resource<T> {
  /** The last answer; null until there is one. */
  value: T | null;
  /** Why the newest question has no answer. */
  error: ApiError | null;
  busy: boolean;
}

/** Asks whenever the key changes; an answer to an older question is thrown away, a shown one stays until the next is here. */
export function useResource<T>(key: string, read: () => Promise<T>): ReadonlySignal<Resource<T>> {
  const state = useSignal<Resource<T>>({ value: null, error: null, busy: true });
  useEffect(() => {
    let isCurrent = true;
    state.value = { ...state.peek(), busy: true };
    read().then(
      (value) => {
        if (isCurrent) state.value = { value, error: null, busy: false };
      },
      (error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        if (isCurrent) state.value = { ...state.peek(), error, busy: false };
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return state;
}
