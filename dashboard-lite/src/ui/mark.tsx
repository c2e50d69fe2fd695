/** The sign of the house: a trail of steps that somebody has trodden. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="9" />
    <path d="M9.500 25.500C12 19 22.500 21.500 22.500 15.500S14 12 17 6.500" />
  </svg>
);
