import { createBuckets } from '../buckets.ts';
import type { LimitsAnswer } from '../contract/index.ts';
import { DEFAULT_WORDS } from '../contract/limits.ts';
import { HttpError } from '../errors.ts';
import type { Project } from '../store/index.ts';
import { createQuota, type Quota } from './quota.ts';
import type { RateShares } from './rate-shares.ts';
import { dropsBots, limitsOf } from './settings.ts';
import { createTally, type Tally } from './tally.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** Everything that has a kind and may be brought in endless variety. */
export type WordKind = keyof typeof DEFAULT_WORDS;
const WORD_KINDS = Object.keys(DEFAULT_WORDS) as WordKind[];
export type Words = Record<WordKind, Vocabulary>;

/** What the server allows one project, and how much of it is used. */
export interface Admission {
  /** Counts a request and its events, or throws `RATE_LIMITED` or `EVENT_QUOTA_REACHED`. */
  take(project: Project, events: number): void;
  words(project: Project): Words;
  /** Notes why a batch's sender is taken for a machine. @returns whether the project refuses those */
  meetBot(project: Project, reason: string, events: number): boolean;
  report(project: Project): LimitsAnswer;
  /** The event counts of today, to be set right by what the store has of all servers. */
  quotaOf(project: Project): Quota;
}

interface Account {
  project: Project;
  words: Words;
  quota: Quota;
  bots: Tally;
  /** Requests that were sent away, by the code of the refusal. */
  refused: Tally;
}

/** Projects come from the registry only, so their number is the operator's. */
const REMEMBERED_PROJECTS = 10_000;

export interface AdmissionOptions {
  onOverflow?: ((kind: WordKind) => void) | undefined;
  /** Given where several servers share the rates of projects. */
  shares?: RateShares | undefined;
}

export function createAdmission(now: () => number, { onOverflow, shares }: AdmissionOptions = {}): Admission {
  const accounts = new Map<string, Account>();
  const takeRequest = createBuckets(REMEMBERED_PROJECTS, now);

  function accountOf(project: Project): Account {
    let account = accounts.get(project.id);
    if (account === undefined) {
      const made: Account = {
        project,
        words: Object.fromEntries(
          WORD_KINDS.map((kind) => [
            kind,
            createVocabulary(
              () => limitsOf(made.project)[kind] || DEFAULT_WORDS[kind],
              now,
              () => onOverflow?.(kind),
            ),
          ]),
        ) as Words,
        quota: createQuota(now),
        bots: createTally(now),
        refused: createTally(now),
      };
      account = made;
      accounts.set(project.id, account);
    }
    account.project = project;
    return account;
  }

  return {
    take(project, events) {
      const { requests_per_minute: perMinute, events_per_day: perDay } = limitsOf(project);
      if (perMinute) {
        const retryAfterSeconds = takeRequest(project.id, perMinute * (shares?.ask(project.id) ?? 1));
        if (retryAfterSeconds !== undefined) {
          accountOf(project).refused.add('RATE_LIMITED', 1);
          throw new HttpError('RATE_LIMITED', { message: 'Too many requests with this key.', retryAfterSeconds });
        }
      }
      if (!perDay) return;
      const { quota, refused } = accountOf(project);
      const retryAfterSeconds = quota.take(events, perDay);
      if (retryAfterSeconds === undefined) return;
      refused.add('EVENT_QUOTA_REACHED', 1);
      throw new HttpError('EVENT_QUOTA_REACHED', { retryAfterSeconds });
    },
    words: (project) => accountOf(project).words,
    meetBot(project, reason, events) {
      accountOf(project).bots.add(reason, events);
      return dropsBots(project);
    },
    report(project) {
      const { words, quota, bots, refused } = accountOf(project);
      const limits = limitsOf(project);
      return {
        requests_per_minute: limits.requests_per_minute || null,
        events_per_day: limits.events_per_day || null,
        // Without a quota nothing is counted here; the overview has the numbers.
        events_today: limits.events_per_day ? quota.used() : null,
        refused_today: refused.report(),
        paths: words.paths.report(),
        event_names: words.event_names.report(),
        property_keys: words.property_keys.report(),
        bots: { policy: dropsBots(project) ? 'drop' : 'mark', events_today: bots.report() },
      };
    },
    quotaOf: (project) => accountOf(project).quota,
  };
}
