/** All that a page with Trodden needs to allow. */
export const headers = ({ host }) => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    `script-src 'self' ${host}`,
    `connect-src ${host}`,
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
});
