import { sqlLiteral } from '../sql-literal.ts';

/** Neighbours and path inside of an anchor's JSON text: quotes in values are escaped, so nothing else can look like these fields. */
const BESIDE_THE_ELEMENT = String.raw`,"[vw]":\[(?:"(?:[^"\\]|\\.)*",?)*\]|,"[qp]":"(?:[^"\\]|\\.)*"`;

/** Which element a click is on: equal for anchors that are equal but for neighbours and path. */
export const ELEMENT = `cityHash64(replaceRegexpAll(anchor, ${sqlLiteral(BESIDE_THE_ELEMENT)}, ''))`;

const raw = (field: string) => `JSONExtractRaw(anchor, '${field}')`;

/** What two releases of a page agree on most often: name, target, item, section and rank among look-alikes. */
export const COARSE = `cityHash64(${['t', 'n', 'h', 'c', 's'].map(raw).join(', ')}, JSONExtractInt(anchor, 'o', 1))`;

const KEY_FIELDS = ['t', 'n', 'x', 'h', 'a', 'i', 'c', 's', 'o', 'l'];
const keyText = `concat('[', ${KEY_FIELDS.map((field) => `if(${raw(field)} = '', 'null', ${raw(field)})`).join(`, ',', `)}, ']')`;

/** 32-bit FNV-1a over the text's characters, which are ASCII in every anchor that the SDK makes. */
const SUM = `arrayFold((sum, unit) -> bitAnd(bitXor(sum, toUInt64(ascii(unit))) * 16777619, 4294967295), splitByString('', ${keyText}), toUInt64(2166136261))`;
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const POWERS_OF_36 = [36 ** 6, 36 ** 5, 36 ** 4, 36 ** 3, 36 ** 2, 36, 1];

/**
 * `anchorKey` of the contract in the store's words, for clicks from before the key was computed at ingest. Too slow for every click,
 * but it is asked once per element.
 */
export const KEY_OF_ANCHOR = `trimLeft(arrayStringConcat(arrayMap(
  power -> substring('${DIGITS}', 1 + intDiv(${SUM}, power) % 36, 1), [${POWERS_OF_36.join(', ')}])), '0')`;
