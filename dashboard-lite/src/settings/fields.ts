/** What a form field holds, without the space around it. */
export const textIn = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** One thing a line; empty lines are none. */
export const linesIn = (form: FormData, name: string): string[] =>
  textIn(form, name)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** `https://shop.example/path` was meant as its origin; what is none stays as typed, and the server says so. */
export const originOfLine = (line: string): string =>
  /^https?:\/\//.test(line) && URL.canParse(line) ? new URL(line).origin : line;

/** One selector a line, as one list; undefined for none. */
export const selectorOf = (lines: readonly string[]): string | undefined =>
  lines.length === 0 ? undefined : lines.map((line) => line.replace(/,$/, '')).join(', ');

export const linesOf = (selector: string | undefined): string =>
  (selector ?? '').split(/,\s*(?![^([]*[)\]])/).join('\n');

/** The first line that the browser does not take for a selector. */
export function wrongSelector(lines: readonly string[]): string | undefined {
  const nothing = document.createDocumentFragment();
  return lines.find((line) => {
    try {
      nothing.querySelector(line.replace(/,$/, ''));
      return false;
    } catch {
      return true;
    }
  });
}

const PERCENT = 100;
/** An empty field is no setting: the page decides. */
export const shareIn = (form: FormData, name: string): number | undefined => {
  const text = textIn(form, name);
  return text === '' ? undefined : Number(text) / PERCENT;
};
export const percentOf = (share: number | undefined): string =>
  share === undefined ? '' : String(Math.round(share * PERCENT * 100) / 100);
