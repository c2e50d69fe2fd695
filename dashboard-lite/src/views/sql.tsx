import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ApiError } from '../api.ts';
import { formatCount, plural } from '../format.ts';
import { useResource } from '../resource.ts';
import { project } from '../session.ts';
import { EXAMPLES } from '../sql/examples.ts';
import { placeholdersOf } from '../sql/placeholders.ts';
import { readSchema, runQuery } from '../sql/query-api.ts';
import { forget, loadSaved, save, saved } from '../sql/saved.ts';
import { parameter, setParameter } from '../state.ts';
import { Frame } from '../ui/frame.tsx';
import { Icon } from '../ui/icon.tsx';
import { Trouble } from '../ui/notice.tsx';
import { SqlEditor } from '../ui/sql-editor.tsx';
import { SqlParameters } from '../ui/sql-parameters.tsx';
import { SqlResult } from '../ui/sql-result.tsx';
import { SavedQueries } from '../ui/sql-saved.tsx';
import { SqlSchema } from '../ui/sql-schema.tsx';
import type { QueryAnswer } from '../wire.ts';

/** Longer ones would break the links that carry them. */
const LONGEST_IN_ADDRESS = 4_000;
const FIRST_QUERY = EXAMPLES[0]?.query ?? 'SELECT count() FROM events';

export const Sql = () => {
  const query = useSignal(parameter('q') ?? FIRST_QUERY);
  const values = useSignal<Record<string, string>>({});
  const answer = useSignal<QueryAnswer | null>(null);
  const error = useSignal<ApiError | null>(null);
  const running = useSignal<AbortController | null>(null);
  const wasStopped = useSignal(false);
  const editor = useRef<HTMLDivElement>(null);
  const schema = useResource('schema', readSchema).value;
  const owner = project.value?.id ?? '';
  const placeholders = placeholdersOf(query.value);

  useEffect(() => loadSaved(owner), [owner]);
  useEffect(() => () => running.peek()?.abort(), []);

  const run = async () => {
    if (running.peek()) return;
    const stop = new AbortController();
    const text = query.peek();
    running.value = stop;
    error.value = null;
    wasStopped.value = false;
    setParameter('q', text.length <= LONGEST_IN_ADDRESS && text !== FIRST_QUERY ? text : null);
    const params = Object.fromEntries(
      placeholdersOf(text).map(({ name, type }) => {
        const value = values.peek()[name] ?? '';
        return [name, value === '' && type.startsWith('Nullable') ? null : value];
      }),
    );
    try {
      answer.value = await runQuery({ query: text, params, timeout_ms: 30_000 }, stop.signal);
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      if (stop.signal.aborted) wasStopped.value = true;
      else error.value = fault;
    } finally {
      running.value = null;
    }
  };

  const pick = (name: string) => {
    const field = editor.current?.querySelector('textarea');
    if (!field) return;
    field.setRangeText(name, field.selectionStart, field.selectionEnd, 'end');
    query.value = field.value;
    field.focus();
  };

  const limits = schema.value?.limits;
  return (
    <Frame title="SQL" lead="Ask your own events directly. Queries only read, and see only this project.">
      <div class="sql">
        <div class="sql-main">
          <section class="panel sql-ask" aria-label="Query" ref={editor}>
            <SqlEditor
              value={query.value}
              onChange={(text) => {
                query.value = text;
              }}
              onRun={() => void run()}
            />
            <SqlParameters
              placeholders={placeholders}
              values={values.value}
              onChange={(name, value) => {
                values.value = { ...values.value, [name]: value };
              }}
              onRun={() => void run()}
            />
            <div class="sql-actions">
              {running.value ? (
                <button type="button" class="button" onClick={() => running.value?.abort()}>
                  <Icon name="close" />
                  <span>Stop</span>
                </button>
              ) : (
                <button type="button" class="button primary" onClick={() => void run()}>
                  <Icon name="play" />
                  <span>Run</span>
                </button>
              )}
              <p class="sql-keys" role="status">
                {running.value
                  ? 'Running…'
                  : wasStopped.value
                    ? 'Stopped. It runs no more on the server either.'
                    : answer.value && !error.value
                      ? `Answered with ${plural(answer.value.rows.length, 'row', 'rows')}.`
                      : limits &&
                        `At most ${formatCount(limits.rows)} rows and ${limits.timeout_ms / 1_000} seconds; ${limits.at_once} at once.`}
              </p>
            </div>
          </section>
          {error.value && <Trouble error={error.value} />}
          {answer.value && (
            <div class={running.value ? 'sql-answer stale' : 'sql-answer'}>
              <SqlResult answer={answer.value} />
            </div>
          )}
        </div>
        <div class="sql-aside">
          <SavedQueries
            saved={saved.value}
            onOpen={(text) => {
              query.value = text;
            }}
            onSave={(name) => save(owner, { name, query: query.peek() })}
            onForget={(name) => forget(owner, name)}
          />
          {schema.error && <Trouble error={schema.error} />}
          {schema.value && <SqlSchema schema={schema.value} onPick={pick} />}
        </div>
      </div>
    </Frame>
  );
};
