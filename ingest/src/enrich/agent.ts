import bowser from 'bowser';
import { createRecent } from '../recent.ts';
import { botReason } from './bot.ts';
import { quote } from './json.ts';

/** Longer ones are cut: no browser sends them, and parsing is linear in their length. */
const MAX_USER_AGENT_LENGTH = 512;
const REMEMBERED_AGENTS = 2_000;

const remembered = createRecent<string, string>(REMEMBERED_AGENTS);

/** Browser, system, device and bot columns with a leading comma each; a user agent is taken apart once. */
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
  return (
    column('browser', agent?.browser.name) +
    column('browser_version', majorOf(agent?.browser.version)) +
    column('os', agent?.os.name) +
    column('os_version', agent?.os.versionName ?? agent?.os.version) +
    column('device', device) +
    column('bot', botReason(userAgent))
  );
}

/** Minor versions would make the dictionary grow without telling anybody anything. */
function majorOf(version: string | undefined): string | undefined {
  return version?.split('.', 1)[0];
}

function column(name: string, value: string | undefined): string {
  return value === undefined || value === '' ? '' : `,"${name}":${quote(value.slice(0, 64))}`;
}
