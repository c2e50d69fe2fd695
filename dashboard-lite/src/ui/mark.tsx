/** The sign of the house: a trail of steps that somebody has trodden. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="9" />
    <path d="M10 26.5C10 19.5 22.5 21 22.5 15S12.5 11.500 14.500 5.500" />
  </svg>
);
