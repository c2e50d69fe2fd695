import type { Template } from '../draw.ts';
import { page, times } from '../draw.ts';

const PAIRS: [string, string, string][] = [
  ['Trails', 'Wege', 'trails'],
  ['Huts', 'Hütten', 'huts'],
  ['Maps', 'Karten', 'maps'],
  ['Weather', 'Wetter', 'weather'],
  ['Gear', 'Ausrüstung', 'gear'],
  ['Stories', 'Geschichten', 'stories'],
  ['Membership', 'Mitgliedschaft', 'membership'],
  ['Contact', 'Kontakt', 'contact'],
];

/** One page in two languages, addresses with a language before the path. */
export const template: Template = {
  name: 'two languages',
  translated: true,
  render: ({ say, language, int, person }) => {
    const link = ([en, de, path]: [string, string, string]) => `<a href="/${language}/${path}">${say(en, de)}</a>`;
    return page(
      say('Hiking club', 'Wanderverein'),
      `.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:12px}`,
      `<header class="row"><a href="/${language}/">${say('Hiking club', 'Wanderverein')}</a><nav class="row">${PAIRS.map(link).join('')}</nav><select name="language"><option>EN</option><option>DE</option></select><button>${say('Sign in', 'Anmelden')}</button></header>
<main><h1>${say('Where to next?', 'Wohin als Nächstes?')}</h1><form role="search"><input name="q" placeholder="${say('Search a trail', 'Weg suchen')}"><button>${say('Search', 'Suchen')}</button></form>
<section aria-label="${say('Popular', 'Beliebt')}"><h2>${say('Popular', 'Beliebt')}</h2><div class="grid">${times(9, (index) => `<article><h3>${say('Trail', 'Weg')} ${index + int(40)}</h3><p>${int(24)} km, ${say('easy', 'leicht')}</p><a href="/${language}/trails/${index}">${say('Details', 'Einzelheiten')}</a><button>${say('Save', 'Merken')}</button></article>`)}</div></section>
<section><h2>${say('Guides', 'Führer')}</h2><ul>${times(5, (index) => `<li><a href="/${language}/guides/${index}">${person()}</a><button>${say('Ask', 'Fragen')}</button></li>`)}</ul></section>
<section><h2>${say('Join', 'Mitmachen')}</h2><form aria-label="${say('Join', 'Mitmachen')}">${['name', 'mail', 'town'].map((name, index) => `<label>${say(['Name', 'E-mail', 'Town'][index] ?? '', ['Name', 'E-Mail', 'Ort'][index] ?? '')} <input name="${name}"></label>`).join('')}<label><input type="checkbox" name="news"> ${say('Send me news', 'Neues zusenden')}</label><button>${say('Join', 'Beitreten')}</button></form></section></main>
<footer class="row">${PAIRS.slice(3).map(link).join('')}<a href="/${language}/imprint">${say('Imprint', 'Impressum')}</a></footer>`,
      `lang="${language}"`,
    );
  },
};
