import type { Evidence } from './resolve-evidence.ts';
import type { Rule } from './rule.ts';
import { aloneBothTimes, uniqueBothTimes } from './rule.ts';

const linkUniqueBothTimes = ({ recorded, today }: Evidence): boolean => recorded.links === 1 && today.links === 1;

/** Other words on it, in a place that stayed. */
const isRenamed = (it: Evidence): boolean =>
  it.name === 'differs' && it.link !== 'differs' && it.given !== 'differs' && it.entry.counted && it.today.near === 1;

const isSilent = (it: Evidence): boolean =>
  it.name === 'silent' && it.link === 'silent' && it.given !== 'differs' && it.entry.counted;

/**
 * It says something else now, or never said anything. What was tempting: a renamed row between its old neighbours, and words
 * that stayed in a row whose own words changed, both wrong in 10 to 57 % where rows come and go.
 */
export const RENAMED_RULES: readonly Rule[] = [
  {
    name: 'given name',
    precision: 1,
    holds: (it) =>
      it.given === 'agrees' && it.link !== 'differs' && (it.section === 'agrees' || it.path) && it.item !== 'differs',
  },
  {
    name: 'given name, item renamed',
    precision: 1,
    // Names that several had then, and only one has now, may be those of a row that is gone.
    holds: (it, all) =>
      it.given === 'agrees' &&
      it.link !== 'differs' &&
      (it.section === 'agrees' || it.path) &&
      (it.recorded.page === 1 || (it.today.page > 1 && all.some((other) => other.given === 'differs'))),
  },
  { name: 'link', precision: 1, holds: (it) => it.link === 'agrees' && linkUniqueBothTimes(it) },
  {
    name: 'repeated link',
    precision: 0.999,
    // Where the number of such links had changed, 22 % were wrong.
    holds: (it) =>
      it.link === 'agrees' &&
      it.recorded.links === it.today.links &&
      ((it.item === 'agrees' && aloneBothTimes(it)) ||
        (it.section === 'agrees' && it.neighbours === 2 && it.path) ||
        (it.loose && it.section === 'agrees' && it.bothSections)),
  },
  {
    name: 'renamed in its item',
    precision: 1,
    holds: (it) =>
      isRenamed(it) &&
      it.item === 'agrees' &&
      it.section !== 'differs' &&
      (it.neighbours === 2 ||
        (it.path &&
          ((it.neighboursKept && it.neighbours > 0) ||
            it.itemNeighbours > 0 ||
            (it.section === 'agrees' && it.recorded.near === 1)))),
  },
  {
    name: 'renamed outside lists',
    precision: 1,
    holds: (it) =>
      isRenamed(it) && it.link === 'silent' && it.loose && it.path && it.neighbours > 0 && it.section !== 'differs',
  },
  {
    name: 'wordless, neighbours',
    precision: 0.998,
    holds: (it) =>
      isSilent(it) && it.itemText === 'agrees' && it.section === 'agrees' && it.neighboursKept && it.neighbours > 0,
  },
  {
    name: 'wordless, the only one',
    precision: 1,
    holds: (it) =>
      isSilent(it) &&
      uniqueBothTimes(it) &&
      !it.entry.inShadow &&
      it.item !== 'differs' &&
      it.section !== 'differs' &&
      (it.path || it.neighbours > 0),
  },
];
