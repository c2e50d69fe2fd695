import type { Evidence } from './resolve-evidence.ts';
import { sameContent, sameItem, surroundings } from './resolve-evidence.ts';

/**
 * A way to be sure. `precision` was measured on 183,757 clicks over 17 kinds of pages and 13 kinds of change
 * (see ARCHITECTURE.md, "Anchors that admit misses"); what was measured worse than 0.994 is not here at all.
 */
export interface Rule {
  name: string;
  precision: number;
  holds(candidate: Evidence, all: readonly Evidence[]): boolean;
}

const uniqueBothTimes = ({ recorded, today }: Evidence): boolean => recorded.page === 1 && today.page === 1;
/** In an item of an item, rows of different groups may say the same: the group must be the same as well. */
const aloneBothTimes = (it: Evidence): boolean =>
  it.recorded.near === 1 && it.today.near === 1 && (it.outer !== 'differs' || uniqueBothTimes(it));
const linkUniqueBothTimes = ({ recorded, today }: Evidence): boolean => recorded.links === 1 && today.links === 1;

/** Containers nest: boxes in boxes with the same text are told apart only by where they are. */
const isCertainBox = ({ entry, path }: Evidence): boolean => entry.counted || path;

/** Without the path: a tie is never broken by position. */
const kinship = (evidence: Evidence): number =>
  evidence.neighbours + evidence.itemNeighbours + Number(evidence.item === 'agrees') + Number(evidence.bothSections);

/** Among twins an equal item proves little: the other may have changed. Something outside must say so too. */
const isBackedUp = (it: Evidence): boolean =>
  it.recorded.near === 1 || it.itemNeighbours > 0 || it.path || (it.loose && it.neighbours > 0);

const leads = (candidate: Evidence, all: readonly Evidence[]): boolean =>
  isBackedUp(candidate) &&
  all.every((other) => other === candidate || !sameContent(other) || kinship(other) < kinship(candidate));

/** Strongest first: the first that leaves exactly one candidate decides. */
export const RULES: readonly Rule[] = [
  {
    name: 'same content in the same place',
    precision: 1,
    holds: (it) =>
      sameContent(it) &&
      sameItem(it) &&
      it.section !== 'differs' &&
      aloneBothTimes(it) &&
      isCertainBox(it) &&
      // In no item and no section the place is only the page: then it must be the only one there.
      (it.item === 'agrees' || it.bothSections || uniqueBothTimes(it)),
  },
  {
    name: 'same content in the same item',
    precision: 1,
    holds: (it) =>
      sameContent(it) && it.itemText === 'agrees' && it.itemLink === 'agrees' && aloneBothTimes(it) && isCertainBox(it),
  },
  {
    name: 'as many look-alikes as then, best surroundings',
    precision: 0.9991,
    // A virtual list always shows as many rows: an item that differs is another row, whatever is in it.
    holds: (it, all) =>
      sameContent(it) &&
      it.item !== 'differs' &&
      it.section !== 'differs' &&
      it.recorded.page === it.today.page &&
      isCertainBox(it) &&
      leads(it, all),
  },
  {
    name: 'same content, item and sections, count changed',
    precision: 0.9971,
    holds: (it) => sameContent(it) && it.item === 'agrees' && it.bothSections && aloneBothTimes(it) && isCertainBox(it),
  },
  {
    name: 'unique content, moved',
    precision: 1,
    holds: (it) => sameContent(it) && uniqueBothTimes(it) && it.entry.counted && surroundings(it) > 2,
  },
  {
    name: 'unique link or number, moved',
    precision: 0.9981,
    holds: (it) =>
      sameContent(it) &&
      uniqueBothTimes(it) &&
      surroundings(it) === 2 &&
      it.entry.counted &&
      (it.link === 'agrees' || (it.exactName && it.entry.anchor.x !== undefined)),
  },
  {
    name: 'given name',
    precision: 1,
    holds: (it) =>
      it.given === 'agrees' && it.link !== 'differs' && (it.section === 'agrees' || it.path) && it.item !== 'differs',
  },
  {
    name: 'unique link, text changed',
    precision: 1,
    holds: (it) => it.link === 'agrees' && linkUniqueBothTimes(it),
  },
  {
    name: 'repeated link, text changed',
    precision: 0.999,
    // Where the number of such links had changed, 22 % were wrong.
    holds: (it) =>
      it.link === 'agrees' &&
      it.recorded.links === it.today.links &&
      ((it.item === 'agrees' && aloneBothTimes(it)) || (it.section === 'agrees' && it.neighbours === 2 && it.path)),
  },
  {
    name: 'text changed, exact place outside lists',
    precision: 1,
    holds: (it) =>
      it.name === 'differs' &&
      it.link === 'silent' &&
      it.given !== 'differs' &&
      it.loose &&
      it.path &&
      it.neighbours > 0 &&
      it.neighboursKept &&
      it.section !== 'differs',
  },
  {
    name: 'wordless, same item and neighbours',
    precision: 0.998,
    holds: (it) =>
      it.name === 'silent' &&
      it.link === 'silent' &&
      it.given !== 'differs' &&
      it.itemText === 'agrees' &&
      it.section === 'agrees' &&
      it.neighboursKept &&
      it.neighbours > 0,
  },
];

/** For clicks made while the page spoke another language: only what does not speak counts. */
export const FOREIGN_RULES: readonly Rule[] = [
  { name: 'other language: unique link', precision: 1, holds: (it) => it.link === 'agrees' && linkUniqueBothTimes(it) },
  { name: 'other language: given name', precision: 1, holds: (it) => it.given === 'agrees' && it.link !== 'differs' },
  {
    name: "other language: the item's link",
    precision: 1,
    holds: (it) => it.itemLink === 'agrees' && it.link !== 'differs' && it.given !== 'differs' && it.path,
  },
  {
    name: 'other language: exact place outside lists',
    precision: 0.994,
    holds: (it) => it.loose && it.path && it.link !== 'differs' && it.given !== 'differs',
  },
];
