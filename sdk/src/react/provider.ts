import type { FunctionComponent, ReactNode } from 'react';
import { createElement, useEffect, useState } from 'react';
import type { TroddenHandle, TroddenOptions } from '../index.ts';
import { init } from '../index.ts';
import { Context, NOBODY } from './context.ts';

/** Either what `init` takes, or a handle that somebody else made and ends. */
export type TroddenProviderProps = { children?: ReactNode } & (
  | { options: TroddenOptions; client?: undefined }
  | { client: TroddenHandle; options?: undefined }
);

/** How many mounted providers hold a handle. StrictMode unmounts and mounts again in one task: nothing ends in between. */
const holders = new WeakMap<TroddenHandle, number>();
const hold = (handle: TroddenHandle, more: number) => holders.set(handle, (holders.get(handle) ?? 0) + more);

/**
 * Starts recording and gives the handle to all hooks below. With `options` it also ends it, when the last provider with
 * that key is gone; another key starts another, and other changes of the options are ignored. On a server it does
 * nothing.
 *
 * @example
 * <TroddenProvider options={{ key: 'pk_…', host: 'https://stats.example.com' }}>
 *   <App />
 * </TroddenProvider>
 */
export const TroddenProvider: FunctionComponent<TroddenProviderProps> = ({ options, client, children }) => {
  // While rendering, since the effects of children run before ours and may already track. A second `init` changes nothing.
  const start = () => client ?? (typeof window === 'undefined' ? NOBODY : init(options));
  const [handle, setHandle] = useState(start);
  const key = options?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: new options with the same key are the same recording.
  useEffect(() => {
    const living = start();
    setHandle(living);
    if (client) return;
    hold(living, 1);
    return () => {
      hold(living, -1);
      setTimeout(() => holders.get(living) || living.stop());
    };
  }, [client, key]);
  return createElement(Context.Provider, { value: handle }, children);
};
