import bowser from 'bowser';
import { createRecent } from '../recent.ts';
import { botReason } from './bot.ts';
import { field } from './field.ts';

/** Longer ones are cut: no browser sends them, and parsing is linear in their length. */
const MAX_USER_AGENT_LENGTH = 512;
const REMEMBERED_AGENTS = 2_000;
const MAX_VALUE_LENGTH = 64;

const remembered = createRecent<string, string>(REMEMBERED_AGENTS);

/** `browser`, `browser_version`, `os`, `os_version`, `device`, `bot`; a user agent is taken apart once. */
export function agentColumns(header: string | undefined): string {
  const userAgent = (header ?? '').slice(0, MAX_USER_AGENT_LENGTH);
  let columns = remembered.get(userAgent);
  if (columns === undefined) {
    columns = parseAgent(userAgent);
    remembered.set(userAgent, columns);
  }
  return columns;
}

function parseAgent(userAgent: string): string {
  const agent = userAgent === '' ? undefined : bowser.parse(userAgent);
  const device = agent?.platform.type;
  return [
    agent?.browser.name,
    majorOf(agent?.browser.version),
    agent?.os.name,
    agent?.os.versionName ?? agent?.os.version,
    device,
    botReason(userAgent),
  ]
    .map((value) => field((value ?? '').slice(0, MAX_VALUE_LENGTH)))
    .join('\t');
}

/** Why the sender is taken for a machine, or '' for people. */
export function agentBot(header: string | undefined): string {
  const columns = agentColumns(header);
  return columns.slice(columns.lastIndexOf('\t') + 1);
}

/** Minor versions would make the dictionary grow without telling anybody anything. */
function majorOf(version: string | undefined): string | undefined {
  return version?.split('.', 1)[0];
}
