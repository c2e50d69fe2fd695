import type { Template } from '../draw.ts';
import { page, slug, times } from '../draw.ts';

/** A single-page app: divs all the way down, hashed classes, generated ids, no landmarks, roles only here and there. */
export const template: Template = {
  name: 'CSS-in-JS app',
  render: ({ css, topic, person, sentence, int }) => {
    const box = (name: string, inside: string, more = '') => `<div class="css-${css(name)}" ${more}>${inside}</div>`;
    return page(
      'App',
      `#root>div{display:flex;flex-wrap:wrap}`,
      `<div id="root">${box(
        'shell',
        `${box(
          'side',
          times(7, (index) =>
            box(
              'entry',
              `<a class="${css('link')}" href="/app/${index}"><span><svg viewBox="0 0 9 9"><path d="M${index} 2h3z"/></svg></span><span>${topic()}</span></a>`,
            ),
          ),
        )}
${box(
  'main',
  `${box('bar', `<h1 class="${css('title')}">${topic()}</h1>${box('tools', `<button class="${css('b')}">Share</button><button class="${css('b')}">Export</button><button class="${css('b')}" aria-haspopup="true" id=":r${int(99)}:"><svg viewBox="0 0 9 9"><path d="M4 1v1"/></svg></button>`)}`)}
${box(
  'board',
  times(3, () =>
    box(
      'column',
      `${box('head', `<span>${topic()}</span><span>${int(20)}</span><button>Add card</button>`)}${times(6, () =>
        box(
          'ticket',
          `${box('text', `<span>${sentence()}</span>`)}${box('meta', `<span role="button" tabindex="0">${person()}</span><span>${int(30)} d</span><button><svg viewBox="0 0 9 9"><path d="M2 2h1"/></svg></button>`)}`,
          `id="ticket-${int(99_999)}"`,
        ),
      )}`,
    ),
  ),
)}
${box(
  'activity',
  times(7, () =>
    box('line', `<a href="/u/${slug(person())}">${person()}</a> <span>${sentence()}</span><button>Undo</button>`),
  ),
)}
${box(
  'settings',
  times(5, (index) =>
    box(
      'set',
      `<span>${topic()}</span><div role="switch" tabindex="0" aria-checked="${index % 2 === 0}" aria-label="${topic()}"><i></i></div>`,
    ),
  ),
)}`,
)}`,
      )}</div>`,
    );
  },
};
