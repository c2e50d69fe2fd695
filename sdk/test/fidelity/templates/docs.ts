import type { Template } from '../draw.ts';
import { page, slug, times } from '../draw.ts';

/** The same links in the side bar, in the text and in the list of contents; permalinks and copy buttons without words. */
export const template: Template = {
  name: 'docs',
  tuned: true,
  render: ({ topic, sentence, int }) => {
    const topics = Array.from({ length: 9 }, topic);
    return page(
      'Docs',
      `.grid{display:grid;grid-template-columns:220px minmax(0,1fr) 180px;gap:16px}@media(max-width:900px){.grid{grid-template-columns:1fr}}pre{background:#eee;padding:8px}`,
      `<header class="row"><a href="/">Docs</a><input type="search" placeholder="Search docs"><select name="version"><option>v3</option><option>v2</option></select><button aria-label="Theme"><svg viewBox="0 0 9 9"><path d="M5 5h2z"/></svg></button></header>
<div class="grid"><nav aria-label="Chapters">${times(4, (part) => `<div><p>${topic()} ${part + 1}</p><ul>${times(5, (index) => `<li><a href="/docs/${part}/${index}">${topic()}</a></li>`)}</ul></div>`)}</nav>
<main><nav aria-label="Breadcrumb"><ol class="row"><li><a href="/docs">Docs</a></li><li><a href="/docs/0">${topics[0]}</a></li><li>${topics[1]}</li></ol></nav>
<article><h1>${topics[1]}</h1><p>${sentence()}</p>${times(
        8,
        (
          index,
        ) => `<h2 id="${slug(`${topics[index]}-${index}`)}"><a href="#${slug(`${topics[index]}-${index}`)}" aria-label="Permalink">#</a> ${topics[index]} it</h2>
<p>${sentence()} First read <a href="/docs/0/${index % 5}">${topics[index]}</a>, then <a href="/docs/1/2">the guide</a>. ${sentence()}</p>
<div class="code"><div role="tablist" class="row"><button role="tab">npm</button><button role="tab">pnpm</button></div><pre><code>npm run ${slug(topics[index] ?? '')}-${int(90)}</code></pre><button class="copy"><svg viewBox="0 0 9 9"><path d="M9 9H1z"/></svg></button></div>`,
      )}</article>
<div class="row"><span>Was this helpful?</span><button>Yes</button><button>No</button></div>
<div class="row"><a href="/docs/0/0">Previous</a><a href="/docs/0/2">Next</a><a href="https://git.example.com/edit/docs.md">Edit this page</a></div></main>
<nav aria-label="On this page"><ul>${times(8, (index) => `<li><a href="#${slug(`${topics[index]}-${index}`)}">${topics[index]} it</a></li>`)}</ul></nav></div>
<footer class="row">${times(4, (index) => `<a href="/legal/${index}">${topic()}</a>`)}</footer>`,
    );
  },
};
