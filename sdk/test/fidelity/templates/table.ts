import type { Template } from '../draw.ts';
import { page, times } from '../draw.ts';

/** A table that sorts by its heads, with row actions, checkboxes, pages and cells that are only numbers. */
export const template: Template = {
  name: 'table with sort',
  tuned: true,
  render: ({ person, topic, int, price, pick }) =>
    page(
      'Orders',
      `table{border-collapse:collapse;width:100%}td,th{padding:4px 8px}.scroll{overflow:auto}`,
      `<header class="row"><a href="/">Admin</a>${times(4, (index) => `<a href="/a/${index}">${topic()}</a>`)}<button>Log out</button></header>
<main><h1>Orders</h1><div class="row"><input name="q" placeholder="Find an order"><button>Filter</button><button>Export</button></div>
<div class="scroll"><table><thead><tr><th><input type="checkbox" aria-label="All"></th>${['Order', 'Customer', 'Total', 'State'].map((head) => `<th><button aria-label="Sort by ${head}">${head} <svg viewBox="0 0 9 9"><path d="M1 1h2z"/></svg></button></th>`).join('')}<th></th></tr></thead>
<tbody>${times(20, (index) => {
        const id = 7000 + index * 13 + int(12);
        return `<tr><td><input type="checkbox" name="pick" value="${id}"></td><td><a href="/orders/${id}">#${id}</a></td><td>${person()}</td><td>${price()}</td><td>${pick(['paid', 'open', 'sent'])}</td><td><button>Edit</button><button aria-label="Delete"><svg viewBox="0 0 9 9"><path d="M1 1l7 7"/></svg></button></td></tr>`;
      })}</tbody></table></div>
<nav aria-label="Pages" class="row"><button>Previous</button>${times(5, (index) => `<button>${index + 1}</button>`)}<button>Next</button></nav>
<section><h2>Totals</h2><dl>${times(4, () => `<dt>${topic()}</dt><dd>${int(9000)}</dd>`)}</dl></section></main>
<script>
  document.querySelectorAll('thead button').forEach((head, column) => head.addEventListener('sort', () => {
    const body = document.querySelector('tbody');
    body.append(...[...body.rows].sort((one, other) => one.cells[column + 1].textContent < other.cells[column + 1].textContent ? -1 : 1)); }));
</script>`,
    ),
};
