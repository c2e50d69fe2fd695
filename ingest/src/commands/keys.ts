import { mkdirSync } from 'node:fs';
import { rotateKeys } from '../tokens/index.ts';
import { type Command, parse, UsageError } from './command.ts';

/** `keys rotate [--revoke-old] [--json]`: a new key for what this node signs. A running server takes it within a second. */
export const keys: Command = async (args, config, { out }) => {
  const { values, positionals } = parse(args, { 'revoke-old': { type: 'boolean' }, json: { type: 'boolean' } });
  if (positionals.length !== 1 || positionals[0] !== 'rotate') throw new UsageError('Say what to do: keys rotate.');
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const { active } = rotateKeys(config.dataDir, { revokeOld: values['revoke-old'] === true });
  const oldKey =
    active === 1
      ? 'refused from now on: open overlays end, and everybody signs in to the dashboard again'
      : 'verifies what it signed until the next rotation';
  out(
    values.json === true
      ? `${JSON.stringify({ active, old_key: oldKey })}\n`
      : `New signing key. The old one: ${oldKey}.\n`,
  );
  return undefined;
};
