import { placeOf, scrub } from '../dom/index.ts';

const MAX_FRAMES = 5;
/** As Chromium writes a frame, and as the others do. */
const FRAME = /^\s*at |@/;
const ADDRESS = /\b(?:https?|file):\/\/[^\s()'"<>]+/g;
const PLACE_IN_FILE = /(:\d+)+$/;

/** Text of an error without queries, fragments and whatever looks like a secret. */
export const errorText = (text: string): string =>
  scrub(
    text.replace(ADDRESS, (href) => {
      const [line = ''] = PLACE_IN_FILE.exec(href) ?? [];
      return placeOf(href.slice(0, href.length - line.length)) + line;
    }),
  );

/** The first frames of a stack: without its head, which repeats the message. */
export const framesOf = (stack: unknown): string =>
  `${stack ?? ''}`
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim())
    .join('\n');
