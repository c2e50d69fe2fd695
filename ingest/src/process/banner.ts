import { packageVersion } from '../package-root.ts';

export interface BannerFacts {
  url: string;
  signInCode: string | undefined;
  publicKey: string | undefined;
  /** Only when it was made a moment ago: it is never shown again. */
  secretKey: string | undefined;
  demoUrl: string | undefined;
  /** Why the store cannot be reached yet. */
  storeTrouble: string | undefined;
  dataDir: string;
}

/** What a person wants to know after `start`. The last line is for scripts: it comes once requests are answered, and never changes its form. */
export function banner(facts: BannerFacts): string {
  const { url, signInCode, publicKey, secretKey, demoUrl, storeTrouble, dataDir } = facts;
  const code = signInCode === undefined ? '' : `#code=${signInCode}`;
  const lines = [
    `Trodden ${packageVersion}`,
    '',
    `  Dashboard    ${url}/${code}`,
    ...(demoUrl === undefined ? [] : [`  Demo page    ${demoUrl}/`]),
    `  Data         ${dataDir}`,
    '',
    '  Paste this into your pages:',
    '',
    `    <script async src="${url}/t.js" data-key="${publicKey ?? 'pk_…'}"></script>`,
    '',
    ...(secretKey === undefined ? [] : [`  Secret key   ${secretKey}   (shown once; keep it for the API)`, '']),
    ...(storeTrouble === undefined
      ? []
      : [`  The store does not answer yet: ${storeTrouble}`, '  Events are taken and kept until it does.', '']),
    `trodden ready ${url}`,
  ];
  return `\n${lines.join('\n')}\n`;
}
