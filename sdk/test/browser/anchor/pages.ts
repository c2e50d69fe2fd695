import { realisticPage } from './realistic-page.ts';

/** Kinds of pages that are hard in different ways. Deterministic. */
function times(count: number, one: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => one(index)).join('\n');
}

function html(body: string, attributes = 'lang="en"'): string {
  return `<!doctype html><html ${attributes}><head><meta charset="utf-8"><title>Page</title></head><body>${body}</body></html>`;
}

const TOPICS = ['Install', 'Configure', 'Deploy', 'Monitor', 'Upgrade', 'Secure', 'Debug', 'Extend'];
const PEOPLE = ['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald'];
const ICONS = ['M1 1h4', 'M2 2v9', 'M3 3l5 5z'];

/** The same links in a side bar, in the text and below it; numbered anchors; copy buttons without words. */
const docs =
  html(`<header><a href="/">Docs</a><input type="search" placeholder="Search docs"><button aria-label="Theme"><svg><path d="M5 5"/></svg></button></header>
  <div class="l-a1"><nav aria-label="Chapters">${times(4, (part) => `<div><p>Part ${part + 1}</p><ul>${times(4, (index) => `<li><a href="/docs/${part}/${index}">${TOPICS[(part * 3 + index) % 8]}</a></li>`)}</ul></div>`)}</nav>
  <main><article><h1>Install</h1>${times(
    8,
    (index) => `<h2 id="t${index}"><a href="#t${index}" aria-label="Permalink">#</a> ${TOPICS[index]} it</h2>
    <p>First read <a href="/docs/0/${index % 4}">${TOPICS[index % 4]}</a>, then <a href="/docs/1/2">the guide</a>.</p>
    <div class="code"><pre>npm run ${TOPICS[index]}</pre><button class="copy"><svg><path d="M9 9"/></svg></button></div>`,
  )}</article>
  <nav aria-label="On this page"><ul>${times(8, (index) => `<li><a href="#t${index}">${TOPICS[index]} it</a></li>`)}</ul></nav></main></div>
  <footer><a href="/docs/0/0">Previous</a><a href="/docs/0/2">Next</a></footer>`);

/** Rows without words or with the same words, icon buttons, cards that differ by their numbers only. */
const dashboard =
  html(`<div id="app"><aside>${times(6, (index) => `<a href="/d/${index}"><svg><path d="${ICONS[index % 3]}"/></svg><span>${TOPICS[index]}</span></a>`)}</aside>
  <main><div class="kpis">${times(4, (index) => `<div class="kpi"><span>${TOPICS[index]}</span><strong>${index * 317 + 12}</strong><button aria-label="More"><svg><path d="M0 0"/></svg></button></div>`)}</div>
  <div role="tablist"><button role="tab">Day</button><button role="tab">Week</button><button role="tab">Month</button></div>
  <section aria-label="Jobs"><div class="rows" data-virtual>${times(14, (index) => `<div class="row"><span>Job ${index + 40}</span><span>${index % 3 ? 'done' : 'failed'}</span><button>Retry</button><button>Log</button></div>`)}</div></section>
  <section aria-label="Silent"><ul class="silent">${times(5, () => `<li>${ICONS.map((icon) => `<button><svg><path d="${icon}"/></svg></button>`).join('')}</li>`)}</ul></section>
  <section aria-label="Same"><ul>${times(5, () => '<li><span>Untitled</span><button>Open</button></li>')}</ul></section>
  <div class="pager"><button>Previous</button>${times(6, (index) => `<button aria-label="Page ${index + 1}">${index + 1}</button>`)}<button>Next</button></div></main></div>`);

/** Controls told apart by labels, groups and names; several equal save buttons. */
const settings = html(`<main><h1>Settings</h1>${times(
  5,
  (part) => `<form aria-label="${TOPICS[part]}"><fieldset><legend>${TOPICS[part]}</legend>
  ${times(3, (index) => `<div class="field"><label for="f${part}${index}">${PEOPLE[index]} gets</label><input id="f${part}${index}" name="field-${index}"></div>`)}
  ${times(2, (index) => `<label><input type="radio" name="mode-${part}" value="${index}"> ${index ? 'Always' : 'Never'}</label>`)}
  <button type="submit">Save</button><button type="button">Cancel</button></fieldset></form>`,
)}
  <details><summary>Advanced</summary><select name="zone"><option>UTC</option></select></details><button>Delete account</button></main>`);

/** People who return, answers inside answers, dates that all sound alike. */
const thread =
  html(`<header><a href="/">Forum</a><button>Inbox (4)</button></header><main><article><h1>A question</h1><p>Why?</p><button>Like</button></article>
  <section><h2>Answers (9)</h2><ol>${times(
    9,
    (
      index,
    ) => `<li><a href="/u/${PEOPLE[index % 6]}">${PEOPLE[index % 6]}</a><time>${index + 2} min ago</time><p>Answer ${TOPICS[index % 8]} ${PEOPLE[(index * 5) % 6]}</p>
    <div class="acts"><button>Like (${index % 4})</button><button>Reply</button><button aria-label="Report"><svg><path d="M4 4"/></svg></button></div>
    ${index % 3 ? '' : `<ul><li><a href="/u/Ada">Ada</a><p>Thanks ${index}</p><div class="acts"><button>Like (0)</button><button>Reply</button></div></li></ul>`}</li>`,
  )}</ol></section>
  <form><textarea name="text" placeholder="Your answer"></textarea><button>Send</button></form></main>`);

/** Everything inside open shadow roots. */
const widgets =
  html(`<main><h1>Shop</h1>${times(8, (index) => `<x-card data-name="${TOPICS[index]}" data-n="${index}"></x-card>`)}<x-steps></x-steps></main><script>
  customElements.define('x-card', class extends HTMLElement { connectedCallback() { if (this.shadowRoot) return;
    this.attachShadow({ mode: 'open' }).innerHTML = '<article><h3>' + this.dataset.name + '</h3><a href="/w/' + this.dataset.n + '">Details</a><button>Add</button></article>'; } });
  customElements.define('x-steps', class extends HTMLElement { connectedCallback() { if (this.shadowRoot) return;
    this.attachShadow({ mode: 'open' }).innerHTML = '<button>Back</button><span>Step 2</span><button>Next</button>'; } });
</script>`);

export const PAGES: Record<string, string> = {
  shop: realisticPage({ cards: 40, rows: 20 }),
  docs,
  dashboard,
  settings,
  thread,
  widgets,
};
