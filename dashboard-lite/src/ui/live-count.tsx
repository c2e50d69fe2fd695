import { useEffect } from 'preact/hooks';
import { plural } from '../format.ts';
import { live, startLive } from '../live.ts';
import { Link } from './link.tsx';

/** Who is there right now, pushed by the server. */
export const LiveCount = () => {
  useEffect(startLive, []);
  const online = live.value?.online_live;
  return (
    <Link href="/live" class={`live-count ${online ? 'on' : ''}`}>
      {online === undefined
        ? 'Looking who is there…'
        : `${plural(online, 'person', 'people')} here in the last five minutes`}
    </Link>
  );
};
