/** What a server said of itself last: how many requests of each project it was asked since the time before. */
export interface ServerSign {
  server: string;
  asked: Readonly<Record<string, number>>;
}

/**
 * This part is split evenly, the rest as the requests are: a balancer may send nearly all of a project to one server, which then
 * has nearly all of its rate, and another one that is asked first has something at once.
 */
const EVEN_PART = 0.2;

/** The part of one project's rate that `server` may give away. Those of all servers add up to 1. */
export function shareOf(signs: readonly ServerSign[], server: string, project: string): number {
  const all = signs.reduce((sum, { asked }) => sum + (asked[project] ?? 0), 0);
  const own = signs.find((sign) => sign.server === server)?.asked[project] ?? 0;
  const even = 1 / Math.max(1, signs.length);
  return all === 0 ? even : EVEN_PART * even + (1 - EVEN_PART) * (own / all);
}

/** How this server shares the rates of projects with the others on its store. Alone until it hears of any. */
export interface RateShares {
  /** Notes a request. @returns the part of the project's rate that is this server's */
  ask(project: string): number;
  /** What was asked since the last time. */
  takeAsked(): Record<string, number>;
  hear(signs: readonly ServerSign[]): void;
  /** How many share. */
  servers(): number;
}

export function createRateShares(server: string): RateShares {
  let asked = new Map<string, number>();
  let signs: readonly ServerSign[] = [];
  return {
    ask(project) {
      asked.set(project, (asked.get(project) ?? 0) + 1);
      return shareOf(signs, server, project);
    },
    takeAsked() {
      const taken = Object.fromEntries(asked);
      asked = new Map();
      return taken;
    },
    hear(heard) {
      signs = heard;
    },
    servers: () => Math.max(1, signs.length),
  };
}
