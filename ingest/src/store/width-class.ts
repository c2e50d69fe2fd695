/** Widths at which layouts usually change; `page_events` keeps the rows between two of them together. */
export const WIDTH_CLASSES = [480, 768, 1024, 1280, 1536, 1920] as const;

/** The class of a viewport width. */
export const widthClass = (width: number): number => WIDTH_CLASSES.filter((from) => width >= from).length;
