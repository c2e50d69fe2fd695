import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import { checkFront, checkMachine, checkPage, checkStore, type Finding, fault, note } from '../diagnose/index.ts';
import { createProjectRegistry, type Project } from '../store/index.ts';
import { type Command, parse, UsageError } from './command.ts';
import { withStore } from './open-store.ts';

const MARKS = { ok: 'ok    ', note: 'note  ', fault: 'FAULT ' } as const;
const FAULTS = 1;

/** The store's findings and the projects it knows; a store that cannot be asked is a finding too. */
async function askStore(config: Config): Promise<{ findings: Finding[]; projects: readonly Project[] }> {
  if (config.clickhouseUrl === undefined && !existsSync(config.dataDir))
    return { findings: [note('There is no store yet')], projects: [] };
  try {
    return await withStore(config, async ({ client, log }) => {
      const projects = createProjectRegistry({ client: () => client, log });
      await projects.refresh();
      return { findings: await checkStore(client, config), projects: projects.list() };
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const advice =
      config.clickhouseUrl === undefined
        ? 'Is this the TRODDEN_DATA_DIR of the server, and the same user?'
        : 'Check address, user and password of CLICKHOUSE_URL; for a certificate of your own set NODE_EXTRA_CA_CERTS.';
    return { findings: [fault(`The store cannot be asked: ${why}`, advice)], projects: [] };
  }
}

const line = ({ level, what, advice }: Finding) =>
  `${MARKS[level]}${what}\n${advice === undefined ? '' : `${' '.repeat(MARKS.ok.length)}→ ${advice}\n`}`;

/** `diagnose [--page <https://…>] [--json]`: looks at everything between a page and the disk, and says what to do. */
export const diagnose: Command = async (args, config, { out }) => {
  const { values, positionals } = parse(args, { page: { type: 'string' }, json: { type: 'boolean' } });
  if (positionals.length > 0) throw new UsageError('diagnose takes no names; give a page with --page.');
  const { page } = values;
  if (page !== undefined && !/^https?:$/.test(URL.canParse(page) ? new URL(page).protocol : ''))
    throw new UsageError('--page must be the address of a page.');
  const machine = await checkMachine(config);
  const front = await checkFront(config);
  const { findings: store, projects } = await askStore(config);
  const findings = [
    ...machine,
    ...front,
    ...store,
    ...(page === undefined ? [] : await checkPage(config, page, projects)),
  ];
  out(values.json === true ? `${JSON.stringify({ findings })}\n` : findings.map(line).join(''));
  return findings.some(({ level }) => level === 'fault') ? FAULTS : undefined;
};
