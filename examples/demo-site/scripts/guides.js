/** The guides change pages without loading one: the next page's content is fetched and put in place. */
async function show(url) {
  const response = await fetch(url);
  const next = new DOMParser().parseFromString(await response.text(), 'text/html');
  const content = next.querySelector('[data-swap]');
  document.querySelector('[data-swap]').replaceWith(content);
  document.title = next.title;
  scrollTo(0, 0);
}

const leave = (url) => location.assign(url);

export function startGuides() {
  if (!document.querySelector('[data-swap]')) return;
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-soft]');
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    show(link.href).catch(() => leave(link.href));
  });
  addEventListener('popstate', () => {
    show(location.href).catch(() => leave(location.href));
  });
}
