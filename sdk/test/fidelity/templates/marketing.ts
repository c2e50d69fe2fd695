import type { Template } from '../draw.ts';
import { page, slug, times } from '../draw.ts';

/** The same call to action in the bar, the hero, the prices and the footer; a menu that folds on narrow screens. */
export const template: Template = {
  name: 'marketing',
  tuned: true,
  render: ({ topic, person, sentence, price, say }) =>
    page(
      'Path',
      `header{display:flex;gap:16px;padding:12px}.hero{min-height:60vh;padding:8vw}.cols{display:grid;grid-template-columns:repeat(auto-fit,minmax(220px,1fr));gap:16px;padding:16px}`,
      `<header id="top"><a href="/" aria-label="Home"><svg viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg></a>
<nav id="menu">${['Product', 'Pricing', 'Docs', 'Blog'].map((word) => `<a href="/${slug(word)}">${word}</a>`).join('')}</nav>
<button id="fold">Menu</button><a class="cta" href="/signup">${say('Start free', 'Starten')}</a><a href="/login">Sign in</a></header>
<main><section class="hero"><h1>${sentence()}</h1><p>${sentence()}</p><div class="row"><a class="cta" href="/signup">Start free</a><a href="/demo">Watch a demo</a></div></section>
<section class="logos row">${times(6, (index) => `<a href="/customers/${index}"><img alt="${topic()} ${index}" src="/logo-${index}.png"></a>`)}</section>
<section class="cols">${times(6, () => {
        const name = topic();
        return `<div class="feature"><svg viewBox="0 0 9 9"><path d="M${name.length} 1h4z"/></svg><h3>${name}</h3><p>${sentence()}</p><a href="/features/${slug(name)}">Learn more</a></div>`;
      })}</section>
<section aria-label="Prices"><h2>Prices</h2><div class="cols">${['Free', 'Team', 'Business'].map((plan) => `<div class="plan"><h3>${plan}</h3><strong>$${price()}</strong><ul>${times(4, () => `<li>${topic()}</li>`)}</ul><a href="/signup">Start free</a></div>`).join('')}</div>
<label><input type="checkbox" name="yearly"> Yearly</label></section>
<section><h2>What they say</h2><div class="cols">${times(3, () => `<blockquote><p>${sentence()} ${sentence()}</p><cite>${person()}</cite></blockquote>`)}</div></section>
<section><h2>Questions</h2>${times(5, () => `<details><summary>${sentence()}</summary><p>${sentence()}</p></details>`)}</section>
<section><form aria-label="Newsletter"><input type="email" name="email" placeholder="you@example.com"><button>Subscribe</button></form></section></main>
<footer><div class="cols">${times(
        3,
        () =>
          `<div><h4>${topic()}</h4><ul>${times(4, () => {
            const name = topic();
            return `<li><a href="/about/${slug(name)}">${name}</a></li>`;
          })}</ul></div>`,
      )}</div><a href="/signup">Start free</a><a href="#top">Back to top</a></footer>
<script>
  const narrow = matchMedia('(max-width: 640px)');
  const fold = () => { document.getElementById('menu').hidden = narrow.matches; document.getElementById('fold').hidden = !narrow.matches; };
  narrow.addEventListener('change', fold); fold();
</script>`,
    ),
};
