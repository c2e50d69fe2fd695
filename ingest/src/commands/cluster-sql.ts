import { isProjectId } from '../projects/index.ts';
import { accessStatements, tierStatements } from '../store/index.ts';
import { type Command, parse, UsageError } from './command.ts';
import { wholeNumber } from './whole-number.ts';

const OPTIONS = {
  project: { type: 'string', multiple: true },
  tier: { type: 'boolean' },
  days: { type: 'string' },
} as const;

const DEFAULT_DATABASE = 'trodden';
const NEAR_DAYS = 7;

/** `cluster-sql [--project <id>]… | --tier [--days <n>]`: prints, and runs nothing: users are the administrator's. */
export const clusterSql: Command = async (args, config, { out }) => {
  const { values, positionals } = parse(args, OPTIONS);
  if (positionals.length > 0) throw new UsageError('cluster-sql takes no names; give projects with --project.');
  const projects = values.project ?? [];
  const odd = projects.find((id) => !isProjectId(id));
  if (odd !== undefined) throw new UsageError(`"${odd}" is not the id of a project.`);
  const first = config.clickhouseUrl?.split(',')[0];
  const database = first === undefined ? '' : decodeURIComponent(new URL(first).pathname.slice(1));
  const where = { database: database === '' ? DEFAULT_DATABASE : database, cluster: config.cluster };
  const statements =
    values.tier === true
      ? tierStatements({ ...where, days: wholeNumber('days', values.days) ?? NEAR_DAYS })
      : accessStatements({ ...where, projects });
  out(`${statements.join(';\n')};\n`);
  return undefined;
};
