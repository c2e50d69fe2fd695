import { type DemoElement, elementsOf } from './elements.ts';
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
/** The window that the elements were measured in. */
const MEASURED_WIDTH = 1_440;
const VIEWPORT_HEIGHT = 800;
const SCREEN_HEIGHT = 900;
const CAMPAIGN_SHARE = 0.12;
const CAMPAIGNS = { newsletter: 5, instagram: 3 };

/** A link that the page once had: its clicks belong into the tray. */
const NOWHERE: DemoElement = {
  target: '',
  tagName: 'a',
  text: '',
  left: 0,
  top: 0,
  width: 0,
  height: 0,
  pageHeight: 2_400,
  anchor: '{"t":"a"}',
  key: 'x6pqr7',
};
/** In thousandths, more often near the middle. */
const middling = (random: Random) => Math.round(((random.next() + random.next() + random.next()) / 3) * 1_000) / 1_000;

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
      const depth = Math.round(25 + random.next() * 75);
      const shown = elementsOf(path).filter(({ top, pageHeight }) => top <= (pageHeight * depth) / 100);
      const props_number = { viewport_width: visitor.width };
      if (shown.length > 0)
        add('$exposures', { props_string: { shown: [...new Set(shown.map(({ key }) => key))].join() }, props_number });
      add('$scroll', { props_number: { ...props_number, depth } });
    },

    /** One of the page's elements that lead there, somewhere near its middle. */
    click(target: string, columns: Record<string, unknown> = {}): void {
      const choice = elementsOf(path).filter((element) => element.target === target);
      const element = choice[random.below(choice.length)] ?? NOWHERE;
      const [element_x, element_y] = [middling(random), middling(random)];
      const scale = visitor.width / MEASURED_WIDTH;
      const page_x = Math.round((element.left + element.width * element_x) * scale);
      const page_y = Math.round(element.top + element.height * element_y);
      add('$click', {
        anchor: element.anchor,
        anchor_key: element.key,
        tag_name: element.tagName,
        text: element.text,
        input: 'pointer',
        x: page_x,
        y: Math.min(page_y, VIEWPORT_HEIGHT / 2),
        page_x,
        page_y,
        element_x,
        element_y,
        element_width: Math.round(element.width * scale),
        element_height: element.height,
        viewport_width: visitor.width,
        viewport_height: VIEWPORT_HEIGHT,
        page_width: visitor.width,
        page_height: element.pageHeight,
        ...columns,
      });
    },

    linkTo(next: string): void {
      this.click(next, { href: next });
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
