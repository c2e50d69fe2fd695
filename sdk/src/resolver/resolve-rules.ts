import { RENAMED_RULES } from './renamed-rules.ts';
import type { Evidence } from './resolve-evidence.ts';
import { sameContent, sameItem, surroundings } from './resolve-evidence.ts';
import type { Rule } from './rule.ts';
import { aloneBothTimes, isCertain, nearBothTimes, uniqueBothTimes } from './rule.ts';

/** What stands around its item stands around no item of another that says the same. */
const isWellPlaced = (it: Evidence, all: readonly Evidence[]): boolean =>
  it.item === 'agrees' &&
  it.itemNeighbours > 0 &&
  all.every((other) => other === it || !sameContent(other) || other.itemNeighbours < it.itemNeighbours);

/** Among twins an equal item proves little: the other may have changed. Something must tell it from them, if only a number. */
const isBackedUp = (it: Evidence, all: readonly Evidence[]): boolean =>
  it.recorded.near === 1 ||
  (it.loose && it.neighbours > 0) ||
  (it.exactName && it.entry.anchor.x !== undefined) ||
  isWellPlaced(it, all);

/** Never by position: around items that say the same, what stands before and after them is nothing else. */
const beats = (it: Evidence, other: Evidence): boolean =>
  (it.item === 'agrees' && other.item !== 'agrees') ||
  (it.outer === 'agrees' && other.outer === 'differs') ||
  (it.neighbours > other.neighbours && it.item === other.item) ||
  (it.itemNeighbours > other.itemNeighbours && it.recorded.near === 1) ||
  (it.bothSections && !other.bothSections);

const leads = (candidate: Evidence, all: readonly Evidence[]): boolean =>
  isBackedUp(candidate, all) &&
  all.every(
    (other) => other === candidate || !sameContent(other) || (beats(candidate, other) && !beats(other, candidate)),
  );

/** A leaf of text in a card says what leaves of other cards say: something about the card must say that it is this one. */
const isSupported = (it: Evidence): boolean =>
  it.entry.interactive ||
  it.recorded.page === 1 ||
  it.path ||
  it.outer === 'agrees' ||
  it.itemLink === 'agrees' ||
  it.neighbours + it.itemNeighbours > 1;

/** It says and links to what it did then. */
const SAME: readonly Rule[] = [
  {
    name: 'place',
    precision: 1,
    holds: (it) =>
      sameItem(it) &&
      it.section !== 'differs' &&
      aloneBothTimes(it) &&
      // In no item and no section the place is only the page: then it must be the only one there.
      (it.item === 'agrees' || it.bothSections || uniqueBothTimes(it)),
  },
  {
    name: 'item',
    precision: 1,
    holds: (it) => it.itemText === 'agrees' && it.itemLink === 'agrees' && aloneBothTimes(it),
  },
  {
    name: 'best of as many',
    precision: 0.9991,
    // A virtual list always shows as many rows: an item that differs is another row, whatever is in it.
    holds: (it, all) =>
      it.item !== 'differs' && it.section !== 'differs' && it.recorded.page === it.today.page && leads(it, all),
  },
  {
    name: 'item between its neighbours',
    precision: 1,
    // Three things that speak for themselves. Fewer look-alikes than then: it may be the one that is gone.
    holds: (it, all) =>
      it.itemNeighbours === 2 &&
      it.today.near >= it.recorded.near &&
      (it.section !== 'differs' || it.today.page >= it.recorded.page) &&
      isWellPlaced(it, all),
  },
  {
    name: 'item and sections, count changed',
    precision: 0.9971,
    holds: (it) => it.item === 'agrees' && it.bothSections && aloneBothTimes(it),
  },
  {
    name: 'unique, moved',
    precision: 1,
    holds: (it) =>
      uniqueBothTimes(it) &&
      it.entry.counted &&
      (surroundings(it) > 2 ||
        it.neighbours === 2 ||
        (it.neighboursKept && it.neighbours > 0) ||
        (it.section === 'agrees' && it.bothSections) ||
        it.path),
  },
  {
    name: 'unique link or number, moved',
    precision: 0.9981,
    holds: (it) =>
      uniqueBothTimes(it) &&
      surroundings(it) === 2 &&
      it.entry.counted &&
      (it.link === 'agrees' || (it.exactName && it.entry.anchor.x !== undefined)),
  },
  {
    name: 'section renamed',
    precision: 1,
    holds: (it) =>
      it.section === 'differs' &&
      it.path &&
      sameItem(it) &&
      it.neighboursKept &&
      it.neighbours > 0 &&
      nearBothTimes(it),
  },
  {
    name: "half of the item's words",
    precision: 1,
    // With the item's link alone, or without its neighbours, authors of several comments were taken for each other (17 %).
    holds: (it) =>
      it.itemText === 'agrees' &&
      it.item === 'differs' &&
      it.section === 'agrees' &&
      it.path &&
      it.itemNeighbours > 0 &&
      aloneBothTimes(it),
  },
  {
    name: 'item and path, count changed',
    precision: 1,
    holds: (it) => it.item === 'agrees' && it.path && it.neighbours > 0 && nearBothTimes(it),
  },
];

/** Strongest first: the first that leaves exactly one candidate decides. */
export const RULES: readonly Rule[] = [
  ...SAME.map(({ holds, ...rule }) => ({
    ...rule,
    holds: (it: Evidence, all: readonly Evidence[]) =>
      sameContent(it) && isCertain(it, all) && isSupported(it) && holds(it, all),
  })),
  ...RENAMED_RULES,
];

const linkUniqueBothTimes = ({ recorded, today }: Evidence): boolean => recorded.links === 1 && today.links === 1;

/** For clicks made while the page spoke another language: only what does not speak counts. */
export const FOREIGN_RULES: readonly Rule[] = [
  { name: 'foreign: link', precision: 1, holds: (it) => it.link === 'agrees' && linkUniqueBothTimes(it) },
  { name: 'foreign: link and path', precision: 1, holds: (it) => it.link === 'agrees' && it.path },
  { name: 'foreign: given', precision: 1, holds: (it) => it.given === 'agrees' && it.link !== 'differs' },
  {
    name: "foreign: item's link",
    precision: 1,
    holds: (it) => it.itemLink === 'agrees' && it.link !== 'differs' && it.given !== 'differs' && it.path,
  },
  {
    name: 'foreign: path outside lists',
    precision: 0.994,
    holds: (it) => it.loose && it.path && it.link !== 'differs' && it.given !== 'differs',
  },
];
