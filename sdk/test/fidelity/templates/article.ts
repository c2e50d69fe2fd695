import type { Template } from '../draw.ts';
import { page, slug, times } from '../draw.ts';

/** Long text with lazy pictures that push everything down as they arrive, inserts, comments, "read also". */
export const template: Template = {
  name: 'article with lazy images',
  render: ({ topic, person, sentence, int }) =>
    page(
      'Article',
      `main{max-width:720px;margin:auto;padding:12px}figure img{width:100%;height:auto;display:block}.also{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:12px}`,
      `<header class="row"><a href="/">The Path</a>${times(5, () => {
        const name = topic();
        return `<a href="/s/${slug(name)}">${name}</a>`;
      })}<button aria-label="Search"><svg viewBox="0 0 9 9"><path d="M6 6l2 2"/></svg></button><a href="/subscribe">Subscribe</a></header>
<main><article><h1>${sentence()}</h1><p>By <a href="/by/${int(90)}">${person()}</a>, 4 min</p><div class="row"><button>Share</button><button>Save</button><button aria-label="Listen"><svg viewBox="0 0 9 9"><path d="M1 1v7l6-4z"/></svg></button></div>
${times(
  7,
  (
    index,
  ) => `<p>${sentence()} ${sentence()} <a href="/${slug(topic())}/${int(900)}">${topic()} ${index}</a> ${sentence()}</p>
<figure><img loading="lazy" alt="${topic()} ${index}" data-src="/img/${index}.jpg" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="><figcaption>${sentence()}</figcaption></figure>${index % 3 ? '' : `<aside><h4>Read also</h4><a href="/also/${index}">${sentence()}</a></aside>`}`,
)}</article>
<section><h2>Comments (${int(60)})</h2><ol>${times(6, (index) => `<li><a href="/u/${index % 4}">${person()}</a> <time>${index + 2} h ago</time><p>${sentence()}</p><button>Like (${int(6)})</button><button>Reply</button><button aria-label="Report"><svg viewBox="0 0 9 9"><path d="M4 4h1z"/></svg></button></li>`)}</ol><form><textarea name="text" placeholder="Your comment"></textarea><button>Send</button></form></section>
<section><h2>More</h2><div class="also">${times(6, (index) => `<a href="/more/${index}"><img alt="" src="/m/${index}.jpg"><h3>${sentence()}</h3></a>`)}</div></section></main>
<footer class="row"><a href="/about">About</a><a href="/contact">Contact</a><a href="/imprint">Imprint</a></footer>
<script>
  const seen = new IntersectionObserver((entries) => { for (const { target, isIntersecting } of entries) if (isIntersecting) {
    seen.unobserve(target); target.style.height = '220px'; target.setAttribute('data-loaded', ''); } });
  for (const img of document.querySelectorAll('figure img')) seen.observe(img);
</script>`,
    ),
};
