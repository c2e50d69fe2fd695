/** Of rrweb's events. Its own enums would be bytes for the same numbers. */
export const FULL_SNAPSHOT = 2;
export const INCREMENT = 3;
export const META = 4;
export const CUSTOM = 5;

/** Of increments. */
export const SELECTION = 14;
/** Pointer, clicks and keys, scroll, fields, touch, drag, selection: somebody is there. */
export const PERSON = new Set([1, 2, 3, 5, 6, 12, 14]);
