import { createRecorder, type DemoRow, type Visit } from './recorder.ts';
import { LANDING, nextPages } from './shop.ts';

const SIGN_IN_SHARE = 0.55;
const RAGE_SHARE = 0.3;
const ERROR_SHARE = 0.012;
const BAG_SHARE = 0.16;
const PURCHASE_SHARE = 0.5;
const MAX_PAGES = 14;
const PRODUCT = '/products/';

type Recorder = ReturnType<typeof createRecorder>;

/** The third click of a row is a rage click, and all of them were for nothing. */
function rageAt(record: Recorder, clicks: number): void {
  for (let again = 1; again <= clicks; again++) {
    record.click('button', { rage: again >= 3 ? again : 0, dead: 'no-change:1000' });
  }
}

/** What may happen on a page besides reading it. */
function dwell(record: Recorder, { random, visitor }: Visit, isSignedIn: boolean): void {
  if (visitor.isImpatient && random.chance(RAGE_SHARE)) rageAt(record, 3 + random.below(5));
  if (random.chance(ERROR_SHARE)) {
    record.add('$error', { props_string: { message: 'TypeError: bag is undefined', source: 'bag.js' } });
  }
  const path = record.path();
  if (!path.startsWith(PRODUCT) || !random.chance(BAG_SHARE)) return;
  record.click('add');
  record.add('add-to-bag', { props_string: { product: path.slice(PRODUCT.length) } });
  if (isSignedIn && random.chance(PURCHASE_SHARE)) {
    record.add('purchase', { props_number: { total: 20 + random.below(200) } });
  }
}

/** One visit from landing to leaving. Robots look at one page and touch nothing. */
export function visit(plan: Visit): DemoRow[] {
  const { random, visitor } = plan;
  const record = createRecorder(plan);
  let isSignedIn = false;
  record.view(random.weighted(LANDING), true);
  for (let pages = 1; pages < MAX_PAGES && visitor.bot === '' && !record.isOver(); pages++) {
    if (visitor.userId !== undefined && !isSignedIn && random.chance(SIGN_IN_SHARE)) {
      isSignedIn = true;
      record.signIn();
    }
    dwell(record, plan, isSignedIn);
    const next = random.weighted(nextPages(record.path()));
    if (next === '') break;
    record.linkTo(next);
    record.view(next, false);
  }
  return record.rows;
}
