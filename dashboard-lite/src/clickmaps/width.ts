/** Windows that differ by a tenth show a page alike. */
const TOLERANCE = 0.1;

/** The widths that a clickmap of one width takes in, as the API names them. */
export function viewportsAround(width: number): { viewport_min: string; viewport_max: string } {
  return {
    viewport_min: String(Math.floor(width * (1 - TOLERANCE))),
    viewport_max: String(Math.ceil(width * (1 + TOLERANCE)) + 1),
  };
}
