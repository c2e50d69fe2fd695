import { useSignal } from '@preact/signals';
import { ApiError } from '../api.ts';
import { formatCount, formatDuration } from '../format.ts';
import type { ReplaySource } from '../replays/replay-api.ts';
import type { ReplayAnswer, ReplayChunksAnswer, SharedReplayAnswer } from '../wire.ts';
import { Trouble } from './notice.tsx';

type Replay = ReplayAnswer | SharedReplayAnswer;
type Chunk = ReplayChunksAnswer['chunks'][number];

/** What is a list of its own stands elsewhere on the page, or is the chunks themselves. */
const Facts = ({ replay }: { replay: Replay }) => (
  <dl class="stored-facts">
    {Object.entries(replay)
      .filter(([, value]) => typeof value !== 'object' || value === null)
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{String(value)}</dd>
        </div>
      ))}
  </dl>
);

const ChunkText = ({ chunk, beginMs }: { chunk: Chunk; beginMs: number }) => {
  const lines = chunk.events.map((event) => JSON.stringify(event));
  return (
    <details>
      <summary>
        {formatDuration((chunk.first_event_at_ms - beginMs) / 1_000)} · chunk {chunk.chunk_seq} ·{' '}
        {formatCount(lines.length)} events · {formatCount(lines.join().length)} characters
      </summary>
      <pre>{lines.join('\n')}</pre>
    </details>
  );
};

/** Everything the server holds of a replay, letter by letter: what is not here is nowhere. */
export const Stored = ({ replay, source }: { replay: Replay; source: ReplaySource }) => {
  const chunks = useSignal<readonly Chunk[]>([]);
  const next = useSignal<number | null>(replay.started_at_ms);
  const error = useSignal<ApiError | null>(null);
  const more = async () => {
    try {
      const answer = await source.chunks(chunks.value.length > 0 ? next.value : null);
      chunks.value = [...chunks.value, ...answer.chunks];
      next.value = answer.next_from_ms;
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      error.value = thrown;
    }
  };
  return (
    <details
      class="panel stored"
      onToggle={(event) => event.currentTarget.open && chunks.value.length === 0 && void more()}
    >
      <summary>What is stored</summary>
      {error.value && <Trouble error={error.value} />}
      <p class="nothing">
        All that the server holds of this recording. Text was replaced by stars before it left the browser
        {replay.scrubbed > 0 && `; ${formatCount(replay.scrubbed)} values more were taken out when it arrived`}.
      </p>
      <Facts replay={replay} />
      {chunks.value.map((chunk) => (
        <ChunkText key={chunk.chunk_id} chunk={chunk} beginMs={replay.started_at_ms} />
      ))}
      {chunks.value.length > 0 && next.value !== null && (
        <button type="button" class="button small" onClick={() => void more()}>
          More chunks
        </button>
      )}
    </details>
  );
};
