import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ApiError } from '../../api.ts';
import { formatBytes, formatCount, formatVital, plural } from '../../format.ts';
import { readHealth } from '../../settings/settings-api.ts';
import { Trouble } from '../../ui/notice.tsx';
import type { HealthAnswer } from '../../wire.ts';

const LOOK_EVERY_MS = 3_000;

const Facts = ({ health }: { health: HealthAnswer }) => {
  const { version, engine, spool, disk } = health;
  const facts: [label: string, value: string, isWorry?: boolean][] = [
    ['Taking events', spool.refusal === null ? 'yes' : `no: ${spool.refusal}`, spool.refusal !== null],
    [
      'Waiting for the store',
      spool.waiting_events === 0
        ? 'nothing'
        : `${plural(spool.waiting_events, 'event', 'events')}, ${formatBytes(spool.waiting_bytes)}`,
    ],
    ['Answers lag behind by', spool.waiting_events === 0 ? 'nothing' : formatVital(spool.lag_ms)],
    ['Store', engine.up ? 'answers' : 'does not answer; events are kept until it does', !engine.up],
    ['Engine', `${engine.kind === 'embedded' ? 'built in, ClickHouse' : 'ClickHouse server'} ${engine.version}`],
    ['Restarts of the engine', formatCount(engine.restarts), engine.restarts > 0],
    ['Free on the disk', `${formatBytes(disk.free_bytes)} of ${formatBytes(disk.total_bytes)}`],
    ['Used by Trodden', formatBytes(disk.data_bytes)],
    ['Version', version],
  ];
  return (
    <dl class="health">
      {facts.map(([label, value, isWorry]) => (
        <div key={label} class={isWorry ? 'worry' : undefined}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};

/** How the server is, as long as somebody looks. */
export const Server = () => {
  const health = useSignal<HealthAnswer | null>(null);
  const error = useSignal<ApiError | null>(null);
  useEffect(() => {
    let timer = 0;
    let over = false;
    const look = async () => {
      try {
        if (!document.hidden) health.value = await readHealth();
        error.value = null;
      } catch (thrown) {
        if (!(thrown instanceof ApiError)) throw thrown;
        error.value = thrown;
      }
      if (!over) timer = window.setTimeout(() => void look(), LOOK_EVERY_MS);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, []);
  const known = health.value;
  return (
    <>
      {error.value && <Trouble error={error.value} />}
      <section class="panel" aria-label="The server" aria-busy={known === null}>
        <header class="panel-head">
          <h2>The server</h2>
        </header>
        {known ? <Facts health={known} /> : <div class="chart-ghost" />}
      </section>
      {known && known.tables.length > 0 && (
        <section class="panel breakdown" aria-label="What lies on the disk">
          <header class="panel-head">
            <h2>What lies on the disk</h2>
          </header>
          <table>
            <thead>
              <tr>
                <th scope="col">Table</th>
                <th scope="col">Rows</th>
                <th scope="col">Size</th>
              </tr>
            </thead>
            <tbody>
              {known.tables.map(({ name, rows, bytes }) => (
                <tr key={name}>
                  <th scope="row" style={{ '--share': `${(bytes / (known.tables[0]?.bytes || 1)) * 100}%` }}>
                    <span>{name}</span>
                  </th>
                  <td>{formatCount(rows)}</td>
                  <td>{formatBytes(bytes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
};
