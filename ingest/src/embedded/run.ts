import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Canceller } from './cancel.ts';
import type { Connection, Outcome } from './connection.ts';
import type { EngineCore } from './engine.ts';
import { execute } from './execute.ts';
import { readLimits, untrustedLimits } from './limits.ts';
import type { Call } from './request.ts';
import type { Turn } from './sessions.ts';
import { applySettings, identifier, resetSettings, settingsOf } from './settings.ts';

type Options = { engine: EngineCore; canceller: Canceller; memoryBytes: number };

export type Runner = {
  /** On a connection of its own, closed afterwards: no setting, parameter or cancelled query can stay behind. */
  alone(call: Call, response: ServerResponse, format: string): Promise<Outcome>;
  /** On the session's connection, left as it was found. */
  inSession(turn: Turn, call: Call, response: ServerResponse, format: string): Promise<Outcome>;
};

export function createRunner({ engine, canceller, memoryBytes }: Options): Runner {
  const limits = { trusted: readLimits(memoryBytes), untrusted: untrustedLimits(memoryBytes) };

  function prepare(call: Call): { settings: Map<string, string>; tag: string } {
    const settings = settingsOf(call.parameters, call.statement, limits[call.role]);
    const tag = [randomUUID(), settings.get('log_comment') ?? ''].join(' ').trimEnd();
    // A KILL finds its read by this. A comment in the text would shift the positions in syntax errors.
    if (call.statement.kind === 'read') settings.set('log_comment', tag);
    return { settings, tag };
  }

  async function run(connection: Connection, call: Call, response: ServerResponse, format: string): Promise<Outcome> {
    const { settings, tag } = prepare(call);
    const database = call.parameters.get('database');
    if (database) await connection.query(`USE ${identifier(database)}`, 'Null');
    await applySettings(connection, settings);
    const work = () => execute(connection, { ...call, format });
    return call.statement.kind === 'read' ? canceller.cancellable(response, tag, work) : work();
  }

  return {
    async alone(call, response, format) {
      const connection = engine.connect();
      try {
        return await run(connection, call, response, format);
      } finally {
        connection.close();
      }
    },

    async inSession(turn, call, response, format) {
      const connection = turn.connection();
      try {
        return await run(connection, call, response, format);
      } catch (error) {
        // A cancelled query stays in the process list until the next statement on its connection.
        await connection.query('SELECT 1', 'Null').catch(() => undefined);
        throw error;
      } finally {
        await resetSettings(connection, prepare(call).settings).catch(() => turn.discard());
      }
    },
  };
}
