import bowser from 'bowser';
import { botReason } from './bot.ts';
import { quote } from './json.ts';

/** Longer ones are cut: no browser sends them, and parsing is linear in their length. */
const MAX_USER_AGENT_LENGTH = 512;
const REMEMBERED_AGENTS = 2_000;

/** Newest last: a Map keeps insertion order, so the first key is the one used longest ago. */
const remembered = new Map<string, string>();

/** Browser, system, device and bot columns with a leading comma each; a user agent is taken apart once. */
export function agentColumns(header: string | undefined): string {
  const userAgent = (header ?? '').slice(0, MAX_USER_AGENT_LENGTH);
  let columns = remembered.get(userAgent);
  if (columns === undefined) {
    columns = parseAgent(userAgent);
    if (remembered.size >= REMEMBERED_AGENTS) forgetOldest();
  } else {
    remembered.delete(userAgent);
  }
  remembered.set(userAgent, columns);
  return columns;
}

function forgetOldest(): void {
  for (const oldest of remembered.keys()) {
    remembered.delete(oldest);
    return;
  }
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
