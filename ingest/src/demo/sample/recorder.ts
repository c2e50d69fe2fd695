import type { Random } from './random.ts';
import { REFERRERS, titleOf } from './shop.ts';
import type { DemoVisitor } from './visitor.ts';

/**
 * A row of `events` as far as it differs from the table's defaults: JSON without its opening brace, for the block id comes first.
 * Text, because objects of forty properties cost five times as much to make.
 */
export interface DemoRow {
  atMs: number;
  text: string;
}

/** The inside of an object, with a comma in front. */
const inside = (columns: Record<string, unknown>) => {
  const text = JSON.stringify(columns);
  return text === '{}' ? '' : `,${text.slice(1, -1)}`;
};

export interface Visit {
  random: Random;
  visitor: DemoVisitor;
  project: string;
  startMs: number;
  /** Nothing happens later. */
  untilMs: number;
  release: string;
}

const ORIGIN = 'https://fernweh.example';
const PAGE_HEIGHT = 2_400;
const VIEWPORT_HEIGHT = 800;
const SCREEN_HEIGHT = 900;
const CAMPAIGN_SHARE = 0.12;
const CAMPAIGNS = { newsletter: 5, instagram: 3 };

/** Writes down what happens in one visit, moving its clock on. */
export function createRecorder({ random, visitor, project, startMs, untilMs, release }: Visit) {
  const rows: DemoRow[] = [];
  const session = {
    session_id: random.uuid(startMs),
    session_replay_segment_id: random.uuid(startMs + 1),
    tab_id: random.uuid(startMs + 2),
  };
  const same = inside({
    project,
    visitor_id: visitor.visitorId,
    ...session,
    release,
    sdk_version: 'demo',
    browser: visitor.browser,
    os: visitor.os,
    device: visitor.device,
    country: visitor.country,
    bot: visitor.bot,
  });
  let at = startMs;
  let path = '/';
  let auth = inside({ auth_state: 'anonymous' });
  let page = '';

  function add(event_type: string, columns: Record<string, unknown> = {}): void {
    if (at > untilMs) return;
    const when = `"event_type":"${event_type}","event_id":"${random.uuid(at)}","event_at":${at},"received_at":${at}`;
    rows.push({ atMs: at, text: `${when}${same}${page}${auth}${inside(columns)}}` });
    at += 40 + random.below(400);
  }

  return {
    rows,
    add,
    isOver: () => at > untilMs,
    path: () => path,

    view(next: string, isFirst: boolean): void {
      path = next;
      page = inside({ page_view_id: random.uuid(at), url: ORIGIN + path, path });
      const isCampaign = isFirst && random.chance(CAMPAIGN_SHARE);
      const utm = {
        utm_source: random.weighted(CAMPAIGNS),
        utm_medium: 'social',
        utm_campaign: 'autumn',
      };
      add('$page-view', {
        title: titleOf(path),
        entry_type: isFirst ? 'initial' : 'push',
        referrer: isFirst ? random.weighted(REFERRERS) : '',
        viewport_width: visitor.width,
        viewport_height: VIEWPORT_HEIGHT,
        screen_width: visitor.width,
        screen_height: SCREEN_HEIGHT,
        ...(isCampaign ? utm : {}),
      });
      const slowness = visitor.device === 'desktop' ? 1 : 1.7;
      add('$web-vitals', {
        props_number: {
          lcp: Math.round(slowness * (700 + random.below(1_800))),
          inp: Math.round(slowness * (24 + random.below(160))),
          cls: Math.round(random.next() * 180) / 1_000,
        },
      });
      at += 2_000 + random.below(40_000);
      add('$scroll', { props_number: { depth: Math.round(random.next() * 100) } });
    },

    click(columns: Record<string, unknown>): void {
      const [x, y] = [random.below(visitor.width), 80 + random.below(600)];
      add('$click', {
        anchor: '{"t":"link"}',
        tag_name: 'a',
        input: 'pointer',
        x,
        y,
        page_x: x,
        page_y: y + random.below(1_200),
        element_x: random.next(),
        element_y: random.next(),
        element_width: 120,
        element_height: 44,
        viewport_width: visitor.width,
        viewport_height: VIEWPORT_HEIGHT,
        page_width: visitor.width,
        page_height: PAGE_HEIGHT,
        ...columns,
      });
    },

    linkTo(next: string): void {
      this.click({ href: ORIGIN + next });
    },

    signIn(): void {
      auth = inside({
        auth_state: 'signed-in',
        user_id: visitor.userId,
        team_id: visitor.teamId ?? '',
        is_anonymous: visitor.isGuest,
      });
      add('$auth', { props_string: { from: 'anonymous', to: 'signed-in', cause: 'identify' } });
    },
  };
}
