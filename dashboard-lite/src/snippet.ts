export interface Block {
  note: string;
  text: string;
}

interface Wiring {
  host: string;
  key: string;
}

/** How the host app is built. */
export const WAYS = [
  { value: 'html', label: 'HTML' },
  { value: 'react', label: 'React' },
  { value: 'next', label: 'Next.js' },
  { value: 'vue', label: 'Vue' },
  { value: 'tags', label: 'Tag manager' },
  { value: 'npm', label: 'npm' },
] as const;
export type Way = (typeof WAYS)[number]['value'];

const STUB = 'window.trodden ??= Object.assign((...call) => trodden.q.push(call), { q: [] });';

const CALLS = {
  script: [
    STUB,
    "trodden('identify', user.id, { team: user.teamId }); // after a sign-in, and on each load while it lasts",
    "trodden('signOut'); // after a sign-out",
  ].join('\n'),
  handle: [
    'trodden.identify(user.id, { team: user.teamId }); // after a sign-in, and on each load while it lasts',
    'trodden.signOut(); // after a sign-out',
  ].join('\n'),
  hook: ["import { useAuth } from 'trodden/react';", '', 'useAuth(user && { id: user.id, team: user.teamId });'].join(
    '\n',
  ),
};

/** How the host app says who signed in. The stub keeps calls that come before the script does. */
export const identifySnippet = (way: Way): string => {
  if (way === 'html' || way === 'tags') return CALLS.script;
  return way === 'react' || way === 'next' ? CALLS.hook : CALLS.handle;
};

const INSTALL: Block = { note: 'Once, in your project:', text: 'npm install trodden' };

const tagOf = ({ host, key }: Wiring) => `<script async src="${host}/t.js" data-key="${key}"></script>`;
const optionsOf = ({ host, key }: Wiring) => `{ key: '${key}', host: '${host}' }`;

const provider = (wiring: Wiring, child: string) =>
  `import { TroddenProvider } from 'trodden/react';\n\n<TroddenProvider options={${optionsOf(wiring)}}>\n  ${child}\n</TroddenProvider>`;

const init = (wiring: Wiring) =>
  `import { init } from 'trodden';\n\nexport const trodden = init({\n  key: '${wiring.key}',\n  host: '${wiring.host}',\n});`;

/** What to paste, already holding this server's address and this project's key. */
export function snippetFor(way: Way, wiring: Wiring): Block[] {
  switch (way) {
    case 'html':
      return [{ note: 'Before </head> of every page:', text: tagOf(wiring) }];
    case 'tags':
      return [{ note: 'A custom HTML tag, fired on all pages, as early as the manager allows:', text: tagOf(wiring) }];
    case 'react':
      return [INSTALL, { note: 'Around your app:', text: provider(wiring, '<App />') }];
    case 'next':
      return [
        INSTALL,
        {
          note: 'In app/layout.tsx, around {children}. It is a client component by itself:',
          text: provider(wiring, '{children}'),
        },
      ];
    case 'vue':
      return [INSTALL, { note: 'In main.ts, before createApp(App).mount(…):', text: init(wiring) }];
    case 'npm':
      return [INSTALL, { note: 'Where your app starts in the browser:', text: init(wiring) }];
  }
}
