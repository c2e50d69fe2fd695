const PATHS = {
  overview: 'M4 19V11M10 19V5M16 19v-6M22 19H2',
  live: 'M3 12h4l3-7 4 14 3-7h4',
  install: 'm8 7-5 5 5 5M16 7l5 5-5 5',
  system: 'M4 5h16v11H4zM9 20h6M12 16v4',
  light:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500 19 19M19 5l-1.500 1.500M6.500 17.500 5 19',
  dark: 'M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500',
  leave: 'M14 4h5v16h-5M3 12h11M10 8l4 4-4 4',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  check: 'm4 12.500 5 5L20 6.500',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 5v14l12-7z',
  warning: 'M12 4 2.500 20h19zM12 10v4M12 17v.1',
  chevron: 'm9 6 6 6-6 6',
  'page-view': 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  click: 'M9 9l4.500 11 1.800-4.700L20 13.500zM5 3l1 2M3 8l2 .5M9.500 3 9 5',
  auth: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.500 21c.5-4 3.500-6 7.500-6s7 2 7.500 6',
  custom: 'm12 3 2.700 5.800 6.300.7-4.700 4.200 1.400 6.300L12 16.800 6.300 20l1.400-6.300L3 9.500l6.300-.7z',
  share: 'M12 15V4M8 8l4-4 4 4M5 12v8h14v-8',
  replay: 'M4 5h16v11H4zM10 8.500v4l3.500-2zM8 20h8',
  save: 'M12 4v11M7 11l5 5 5-5M4 20h16',
  close: 'M6 6l12 12M18 6 6 18',
  filter: 'M3 5h18l-7 8v6l-4-2v-4z',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  people:
    'M9 4a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7M2.500 20c.4-3.500 3-5.500 6.500-5.500s6.100 2 6.500 5.500M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14.700c2 .8 3.200 2.500 3.500 5.300',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5',
  sql: 'M4 4h16v16H4zM4 9h16M10 9v11',
  back: 'm15 6-6 6 6 6',
  more: 'M5 12h.1M12 12h.1M19 12h.1',
  settings:
    'M4 7h9M19 7h1M4 17h1M11 17h9M16 4.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5M8 14.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5',
  other: 'M12 8v5M12 16v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
} as const;

export type IconName = keyof typeof PATHS;

/** Line drawings on a 24 px grid; always beside words that say the same. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);
