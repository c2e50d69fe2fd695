export function startFilter() {
  document.querySelector('[data-filter]')?.addEventListener('change', (event) => {
    const wanted = event.target.value;
    for (const card of document.querySelectorAll('[data-grid] [data-category]'))
      card.hidden = wanted !== 'all' && card.dataset.category !== wanted;
  });
}
