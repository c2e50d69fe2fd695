import type { Random } from './random.ts';
import { AGENTS, COUNTRIES } from './shop.ts';

/** Somebody who comes back: everything that stays the same between visits. */
export interface DemoVisitor {
  visitorId: string;
  /** Known to the shop from this visit on; nobody when undefined. */
  userId: string | undefined;
  teamId: string | undefined;
  isGuest: boolean;
  country: string;
  browser: string;
  os: string;
  device: string;
  width: number;
  bot: string;
  /** Impatient people click again and again. */
  isImpatient: boolean;
}

const ACCOUNT_SHARE = 0.3;
const GUEST_SHARE = 0.15;
const TEAM_SHARE = 0.25;
const BOT_SHARE = 0.015;
const IMPATIENT_SHARE = 0.08;
const PEOPLE_PER_TEAM = 12;

const AGENT_WEIGHTS = Object.fromEntries(Object.entries(AGENTS).map(([name, { weight }]) => [name, weight]));

export function createVisitor(random: Random, index: number, visitors: number, bornMs: number): DemoVisitor {
  const agent = AGENTS[random.weighted(AGENT_WEIGHTS)] ?? { browser: '', os: '', device: '', width: 1280 };
  const hasAccount = random.chance(ACCOUNT_SHARE);
  const teams = Math.max(1, Math.floor((visitors * ACCOUNT_SHARE * TEAM_SHARE) / PEOPLE_PER_TEAM));
  return {
    visitorId: random.uuid(bornMs),
    userId: hasAccount ? `customer-${index}` : undefined,
    teamId: hasAccount && random.chance(TEAM_SHARE) ? `club-${random.below(teams)}` : undefined,
    isGuest: hasAccount && random.chance(GUEST_SHARE),
    country: random.weighted(COUNTRIES),
    browser: agent.browser,
    os: agent.os,
    device: agent.device,
    width: agent.width,
    bot: random.chance(BOT_SHARE) ? 'headless' : '',
    isImpatient: random.chance(IMPATIENT_SHARE),
  };
}
