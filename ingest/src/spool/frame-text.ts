const NEWLINE = 10;
/** UTF-8 takes at most three bytes for each UTF-16 unit. */
const MAX_UNIT_BYTES = 3;

/** The rows of a batch: each is `common` and then its own text, on a line of its own. */
export interface FrameText {
  common: string;
  rows: readonly string[];
}

/** Enough room for any text. */
export function roomForText({ common, rows }: FrameText): number {
  let units = rows.length * (common.length + 1);
  for (const row of rows) units += row.length;
  return units * MAX_UNIT_BYTES;
}

/** Returns where the text ends. What the rows have in common is encoded once; copying bytes costs a tenth of encoding them. */
export function writeText(target: Buffer, start: number, { common, rows }: FrameText): number {
  let at = start;
  let commonEnd = start;
  for (const row of rows) {
    if (at === start) {
      commonEnd = start + target.write(common, start, 'utf8');
      at = commonEnd;
    } else {
      target.copyWithin(at, start, commonEnd);
      at += commonEnd - start;
    }
    at += target.write(row, at, 'utf8');
    target[at] = NEWLINE;
    at += 1;
  }
  return at;
}
