import { formatCount } from '../format.ts';
import { WORDS, wordKinds } from '../limits/overflow.ts';
import type { LimitsAnswer } from '../wire.ts';
import { MachinesLine } from './machines-line.tsx';

const Meter = ({ label, used, cap, beyond }: { label: string; used: number; cap: number; beyond: number }) => (
  <tr>
    <th scope="row" style={{ '--share': `${Math.min(1, used / cap) * 100}%` }}>
      <span>{label}</span>
    </th>
    <td>{formatCount(used)}</td>
    <td>{formatCount(cap)}</td>
    <td class={beyond > 0 ? 'worry' : undefined}>{formatCount(beyond)}</td>
  </tr>
);

/** How much of what a project may take is used, and who was no person. */
export const LimitsUsed = ({ limits }: { limits: LimitsAnswer }) => (
  <section class="panel breakdown" aria-labelledby="used-today">
    <header class="panel-head">
      <h2 id="used-today">Used today</h2>
      <small>Since midnight (UTC), or since this server started</small>
    </header>
    <table>
      <thead>
        <tr>
          <th scope="col">Of</th>
          <th scope="col">Used</th>
          <th scope="col">Cap</th>
          <th scope="col">Beyond</th>
        </tr>
      </thead>
      <tbody>
        {limits.events_per_day !== null && (
          <Meter label="Events" used={limits.events_today ?? 0} cap={limits.events_per_day} beyond={0} />
        )}
        {wordKinds(limits).map(([kind, { used, cap, overflowed }]) => (
          <Meter key={kind} label={WORDS[kind].label} used={used} cap={cap} beyond={overflowed} />
        ))}
      </tbody>
    </table>
    <div class="panel-note">
      <MachinesLine limits={limits} />
    </div>
  </section>
);
