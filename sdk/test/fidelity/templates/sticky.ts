import type { Template } from '../draw.ts';
import { page, slug, times } from '../draw.ts';

/** A bar that stays, a second one that joins it, a floating button, a side panel with its own scrolling, a fixed consent bar. */
export const template: Template = {
  name: 'sticky header',
  render: ({ topic, sentence, person, int }) =>
    page(
      'Guide',
      `header{position:sticky;top:0;background:#fff;z-index:5;padding:8px}.sub{position:sticky;top:44px;background:#eee}.two{display:grid;grid-template-columns:1fr 260px}@media(max-width:760px){.two{grid-template-columns:1fr}}.panel{position:sticky;top:90px;height:300px;overflow:auto}.float{position:fixed;right:12px;bottom:60px}.consent{position:fixed;bottom:0;left:0;right:0;background:#fff;padding:6px}section{min-height:50vh}`,
      `<header class="row"><a href="/">Guide</a><nav class="row">${times(5, () => {
        const name = topic();
        return `<a href="/g/${slug(name)}">${name}</a>`;
      })}</nav><a href="/cart" aria-label="Cart, ${int(5)} things"><svg viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg></a></header>
<nav class="sub row" aria-label="Parts">${times(5, (index) => `<a href="#part-${index}">${topic()}</a>`)}</nav>
<div class="two"><main>${times(5, (index) => `<section id="part-${index}"><h2>${topic()} ${index}</h2><p>${sentence()} ${sentence()}</p><div class="row"><button>Try it</button><a href="/learn/${index}">Learn more</a></div><ul>${times(3, () => `<li>${topic()} <a href="/t/${int(900)}">${sentence()}</a></li>`)}</ul></section>`)}</main>
<aside class="panel" aria-label="Chat"><h3>Chat</h3>${times(12, () => `<div><strong>${person()}</strong><p>${sentence()}</p><button>Reply</button></div>`)}</aside></div>
<button class="float" aria-label="Help"><svg viewBox="0 0 9 9"><path d="M2 2h5z"/></svg></button>
<div class="consent row"><span>We like biscuits.</span><button>Accept</button><button>Decline</button><a href="/privacy">Why</a></div>`,
    ),
};
