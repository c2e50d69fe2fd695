import { useEffect, useRef } from 'preact/hooks';
import type { StageReport } from '../player/protocol.ts';
import type { Track } from '../replays/track.ts';

interface StageProps {
  track: Track;
  hidden: boolean;
  title: string;
  /** Something at this time could not be shown. */
  onFault: (at: number) => void;
}

/** One tab of a recording, in a page of its own whose policy lets nothing out and no script in. */
export const Stage = ({ track, hidden, title, onFault }: StageProps) => {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const hear = ({ source, origin, data }: MessageEvent<StageReport>) => {
      const stage = frame.current?.contentWindow;
      if (!stage || source !== stage || origin !== location.origin) return;
      if (data.kind === 'ready') track.attach(stage);
      if (data.kind === 'size') track.width.value = data.width;
      if (data.kind === 'fault') onFault(data.at);
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, [track]);
  return <iframe ref={frame} class={hidden ? 'stage away' : 'stage'} src="/player" title={title} tabIndex={-1} />;
};
