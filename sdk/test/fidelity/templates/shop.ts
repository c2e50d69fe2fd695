import type { Template } from '../draw.ts';
import { page, slug, times } from '../draw.ts';

/** Equal cards with equal buttons, facets with counters, pages by number. */
export const template: Template = {
  name: 'shop grid',
  tuned: true,
  render: ({ product, topic, price, int }) =>
    page(
      'Shop',
      `.shop{display:grid;grid-template-columns:200px 1fr}@media(max-width:800px){.shop{grid-template-columns:1fr}}.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(170px,1fr));gap:12px}.card{border:1px solid #ddd;padding:8px}.pic{width:100%;height:90px;background:#eee}`,
      `<header class="row"><a href="/">Shop</a><form role="search"><input name="q" placeholder="Search"><button>Search</button></form><a href="/account">Account</a><a href="/cart">Cart (${int(9)})</a></header>
<nav class="row" aria-label="Departments">${times(6, () => {
        const name = topic();
        return `<a href="/d/${slug(name)}">${name}</a>`;
      })}</nav>
<div class="shop"><aside aria-label="Filters">${times(3, (group) => `<fieldset><legend>${topic()}</legend>${times(4, (index) => `<label><input type="checkbox" name="f${group}" value="${index}"> ${product()} (${int(80)})</label><br>`)}</fieldset>`)}<button>Apply</button><button type="reset">Clear</button></aside>
<main><div class="row"><h1>All things</h1><select name="sort"><option>Newest</option><option>Price</option></select></div>
<div class="grid">${times(24, (index) => {
        const name = product();
        return `<div class="card"><a href="/p/${slug(name)}-${index}"><img class="pic" alt="" src="/i/${index}.jpg"></a><h3><a href="/p/${slug(name)}-${index}">${name}</a></h3><p>${price()} €</p><button>Add to cart</button><button aria-label="Save"><svg viewBox="0 0 9 9"><path d="M4 8L1 3h7z"/></svg></button></div>`;
      })}</div>
<nav aria-label="Pages" class="row"><a href="/all?page=1">Previous</a>${times(6, (index) => `<a href="/all?page=${index + 1}">${index + 1}</a>`)}<a href="/all?page=3">Next</a></nav></main></div>
<footer class="row">${times(5, () => {
        const name = topic();
        return `<a href="/help/${slug(name)}">${name}</a>`;
      })}</footer>`,
    ),
};
