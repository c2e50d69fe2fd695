import { script as tag } from './chunks.global.ts';
import { open } from './open.ts';
import { optionsFrom } from './options.ts';

type Call = [method: string, ...args: unknown[]];
interface Global {
  trodden?: { (...call: Call): unknown; q?: ArrayLike<unknown>[] };
}

/** `trodden('track', …)` works before and after the script is there; afterwards it has the handle's methods too. */
const start = (script: HTMLScriptElement): void => {
  const global = window as Global;
  const handle = open(optionsFrom(script));
  const methods = handle as unknown as Record<string, ((...args: unknown[]) => unknown) | undefined>;
  const call = (method: string, ...args: unknown[]) => methods[method] && Reflect.apply(methods[method], handle, args);
  const early = global.trodden?.q ?? [];
  global.trodden = Object.assign(call, handle);
  for (const args of early) call(...(Array.from(args) as Call));
};

try {
  if (tag?.dataset.key) start(tag);
} catch {
  // A page that broke what everything rests on goes without us, and does not hear of it.
}
