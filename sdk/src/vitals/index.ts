import type { MetricType } from 'web-vitals';
import { onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals';
import type { Capture } from '../capture/index.ts';
import type { FlatData, TroddenEvent } from '../wire.ts';
import { endVitals, guardVitals, settleVitals } from './globals.ts';

/** Layout shifts have no unit and are small; the others are milliseconds. */
const CLS_DIGITS = 4;
/** Later values of what is reported are wanted too: nobody knows which of them is the last. */
const HOW = { reportAllChanges: true, reportSoftNavs: true };

/** The values of one navigation, and the page view it made. */
interface Measured {
  view: string;
  url: string;
  values: FlatData;
  event?: TroddenEvent | undefined;
}

const ears = new Set<(metric: MetricType) => void>();
let isBegun = false;

const begin = () => {
  isBegun = true;
  const hear = (metric: MetricType) => {
    for (const ear of ears) ear(metric);
  };
  for (const measure of [onTTFB, onFCP, onLCP, onCLS, onINP]) measure(hear, HOW);
};

/**
 * How a navigation felt: LCP, INP, CLS, FCP and TTFB, once a page view, at its end. Navigations inside a page are measured
 * where the browser tells of them (`soft-navigation` entries), else only page loads and restored pages.
 */
export const start: Capture = ({ guard, page, emit, update, atClose }) => {
  const navigations = new Map<string, Measured>();

  const ear = guard('vitals', ({ name, value, navigationId, navigationStartTime }: MetricType) => {
    const id = `${navigationId} ${navigationStartTime}`;
    const one: Measured = navigations.get(id) ?? { view: page.id, url: page.url, values: {} };
    navigations.set(id, one);
    one.values[name.toLowerCase()] = name === 'CLS' ? Number(value.toFixed(CLS_DIGITS)) : Math.round(value);
    if (!one.event) return;
    one.event.data = { ...one.values };
    update(one.event, one.url);
  });
  const off = atClose((isLast) => {
    if (!isLast) return;
    if (window.event?.type === 'pagehide') settleVitals();
    for (const [id, one] of navigations) {
      if (one.view === page.id) one.event ??= emit('$web-vitals', { ...one.values });
      // What is over only waits for its last corrections.
      else navigations.delete(id);
    }
  });
  ears.add(ear);
  guardVitals(guard);
  if (!isBegun) begin();
  return () => {
    ears.delete(ear);
    off();
    if (!ears.size) endVitals();
  };
};
