export interface Block {
  note: string;
  text: string;
}

interface Wiring {
  host: string;
  key: string;
}

/** How the host app says who signed in. The stub keeps calls that come before the script does. */
export const identifySnippets = {
  html: [
    'window.trodden ??= Object.assign((...call) => trodden.q.push(call), { q: [] });',
    "trodden('identify', user.id, { team: user.teamId }); // after a sign-in, and on each load while it lasts",
    "trodden('signOut'); // after a sign-out",
  ].join('\n'),
  npm: [
    'trodden.identify(user.id, { team: user.teamId }); // after a sign-in, and on each load while it lasts',
    'trodden.signOut(); // after a sign-out',
  ].join('\n'),
};

/** What to paste, already holding this server's address and this project's key. */
export function snippetFor(way: 'html' | 'npm', { host, key }: Wiring): Block[] {
  if (way === 'html')
    return [
      { note: 'Before </head> of every page:', text: `<script async src="${host}/t.js" data-key="${key}"></script>` },
    ];
  return [
    { note: 'Once, in your project:', text: 'npm install trodden' },
    {
      note: 'Where your app starts in the browser:',
      text: `import { init } from 'trodden';\n\nexport const trodden = init({\n  key: '${key}',\n  host: '${host}',\n});`,
    },
  ];
}
