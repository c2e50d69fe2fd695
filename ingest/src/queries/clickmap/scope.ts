import type { ClickmapKind } from '../../contract/index.ts';
import type { StoreClient } from '../../store/index.ts';
import { compileFilters, createPageGroups, type Filter, type PageGroups } from '../overview/index.ts';
import { type Question, readRows } from '../read-rows.ts';
import { erring } from './erring.ts';
import { pageCondition } from './page-condition.ts';
import { widthParts } from './width-parts.ts';

export interface ClickmapQuestion {
  project: string;
  /** One page or one group of pages; neither: all. */
  path?: string | undefined;
  pageGroup?: string | undefined;
  /** Only pages of this scope, an exact path or a beginning that ends in `*`. */
  within?: string | undefined;
  fromMs: number;
  toMs: number;
  /** CSS pixels, half-open. */
  viewportMin?: number | undefined;
  viewportMax?: number | undefined;
  filters: readonly Filter[];
  language?: string | undefined;
  origin?: string | undefined;
  kind: ClickmapKind;
  visitorId?: string | undefined;
  userId?: string | undefined;
  sessionId?: string | undefined;
  /** The project's own patterns for page groups. */
  pagePatterns: readonly string[];
}

/** What a row of `page_events` can be. */
type RowKind = 'view' | 'click' | 'exposure' | 'scroll' | 'error';

/** A question in the store's words: what every file of this folder starts from. */
export interface ClickmapScope {
  question: ClickmapQuestion;
  groups: PageGroups;
  /** Project and pages, of all times and people. */
  page: string;
  /** All conditions on rows of a kind; of clicks also those that only clicks can meet. */
  rows(kind: RowKind): string;
  /** Those of clicks, whatever their language. */
  clicksOfAllLanguages: string;
  params: Record<string, unknown>;
  ask<Row>(sql: string, params?: Record<string, unknown>): Promise<Row[]>;
}

const RANGE = 'at >= fromUnixTimestamp64Milli({from_ms:Int64}) AND at < fromUnixTimestamp64Milli({to_ms:Int64})';
const KINDS: Record<ClickmapKind, (page: string) => string> = {
  all: () => 'true',
  dead: () => "dead != ''",
  rage: () => 'rage > 0',
  error: (page) => `(page_view, at) IN (${erring(page)})`,
};

/** Dense ids are found by the same hash that gave them. */
const person = (kind: 'visitor' | 'user') =>
  `${kind} IN (SELECT id FROM ids WHERE project = {project:String} AND kind = '${kind}' AND hash = reinterpretAsUInt128(sipHash128({${kind}_id:String})))`;

export interface Part {
  isAsked: boolean;
  sql: string;
  params: Record<string, unknown>;
}

const parts = ({ viewportMin, viewportMax, origin, visitorId, userId, sessionId }: ClickmapQuestion): Part[] => [
  ...widthParts(viewportMin, viewportMax),
  { isAsked: origin !== undefined, sql: 'origin = {origin:String}', params: { origin } },
  { isAsked: visitorId !== undefined, sql: person('visitor'), params: { visitor_id: visitorId } },
  { isAsked: userId !== undefined, sql: person('user'), params: { user_id: userId } },
  { isAsked: sessionId !== undefined, sql: 'session = cityHash64({session:String})', params: { session: sessionId } },
];

export function openClickmap(client: StoreClient, question: ClickmapQuestion): ClickmapScope {
  const groups = createPageGroups(question.pagePatterns);
  const page = pageCondition(question, groups);
  const filters = compileFilters(question.filters, groups);
  const asked = parts(question).filter(({ isAsked }) => isAsked);
  const common = [page.sql, RANGE, ...asked.map(({ sql }) => sql), filters.sql].join(' AND ');
  const clicks = `kind = 'click' AND ${common} AND ${KINDS[question.kind](page.sql)}`;
  const isOneLanguage = question.language !== undefined;
  const params = {
    project: question.project,
    from_ms: question.fromMs,
    to_ms: question.toMs,
    ...(isOneLanguage ? { language: question.language } : {}),
    ...page.params,
    ...filters.params,
    ...Object.assign({}, ...asked.map((part) => part.params)),
  };
  const rows = (kind: RowKind) =>
    kind === 'click' && isOneLanguage
      ? `${clicks} AND language = {language:String}`
      : kind === 'click'
        ? clicks
        : `kind = '${kind}' AND ${common}`;
  return {
    question,
    groups,
    page: page.sql,
    rows,
    clicksOfAllLanguages: clicks,
    params,
    ask: <Row>(sql: string, more: Record<string, unknown> = {}) =>
      readRows<Row>(client, { sql, params: { ...params, ...more } } satisfies Question),
  };
}
