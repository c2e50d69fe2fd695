import type { Evidence } from './resolve-evidence.ts';
import { sameContent } from './resolve-evidence.ts';

/**
 * A way to be sure. `precision` was measured (sdk/test/fidelity/README.md); what was measured worse than 0.99 is not here
 * at all, and says so where it was tempting.
 */
export interface Rule {
  name: string;
  precision: number;
  holds(candidate: Evidence, all: readonly Evidence[]): boolean;
}

export const uniqueBothTimes = ({ recorded, today }: Evidence): boolean => recorded.page === 1 && today.page === 1;

export const nearBothTimes = ({ recorded, today }: Evidence): boolean => recorded.near === 1 && today.near === 1;

/** In an item of an item, rows of different groups may say the same: the group must be the same as well. */
export const aloneBothTimes = (it: Evidence): boolean =>
  nearBothTimes(it) && (it.outer !== 'differs' || uniqueBothTimes(it));

/**
 * Look-alikes are counted inside one shadow root and not at all for containers, which nest: a box in a box with the same
 * words may have been the clicked one. So a box is certain only when no other says the very same in the same surroundings,
 * and an element of a widget that may be there many times only when it is alone and in its place.
 */
export const isCertain = (it: Evidence, all: readonly Evidence[]): boolean => {
  const isAlone = () =>
    all.every(
      (other) => other === it || !sameContent(other) || other.item === 'differs' || other.section === 'differs',
    );
  if (it.entry.inShadow && it.item !== 'agrees') return it.path && isAlone();
  return it.entry.counted || (it.exactName && isAlone());
};
