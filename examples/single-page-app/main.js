import { init } from 'trodden';

const trodden = init({ key: '{{TRODDEN_KEY}}', host: '{{TRODDEN_HOST}}' });
const root = document.querySelector('#root');
const PAGES = { '/': 'Home', '/shop': 'Shop', '/about': 'About' };

/** No framework: links change the address by `pushState`, which is a page view by itself, and so is going back. */
function show() {
  const heading = document.createElement('h1');
  heading.textContent = PAGES[location.pathname] ?? 'Not found';
  document.title = heading.textContent;
  const links = Object.entries(PAGES).map(([path, name]) => {
    const link = document.createElement('a');
    link.href = path;
    link.textContent = name;
    return link;
  });
  const add = document.createElement('button');
  add.textContent = 'Add to bag';
  add.addEventListener('click', () => trodden.track('added to bag', { price: 489 }));
  root.replaceChildren(heading, ...links, add);
}

root.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (link === null) return;
  event.preventDefault();
  history.pushState(undefined, '', link.href);
  show();
});
addEventListener('popstate', show);
show();
