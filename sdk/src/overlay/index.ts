import { addressOf } from '../dom/index.ts';
import type { Options } from '../options.ts';
import type { Stop } from '../util/index.ts';
import { isKept, openDoor } from './door.ts';
import { drawMap } from './overlay.ts';
import { watchPolicy } from './trouble.ts';

/** Opens the map with a link's code. One that was open before a reload is only there again where it may go on. */
export function openOverlay(options: Options, code: string, tell: (state: string) => void): Stop {
  const policy = watchPolicy();
  const door = openDoor(options, code, policy);
  const opening = { options, door, policy, tell };
  if (!isKept(code)) return drawMap(opening);
  let over = false;
  let stop: Stop | undefined;
  door.then(
    (opened) => {
      if (over) return opened.close();
      if (opened.covers(addressOf(location.href, options.hash).path)) {
        stop = drawMap(opening);
        return;
      }
      opened.rest();
      policy.stop();
    },
    () => policy.stop(),
  );
  return () => {
    over = true;
    policy.stop();
    stop?.();
  };
}
