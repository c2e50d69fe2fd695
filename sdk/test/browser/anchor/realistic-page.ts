/** A shop page as people build them: hashed classes, generated ids, equal cards, a table, a form. */
interface PageSize {
  cards: number;
  rows: number;
}

const WORDS =
  'river stone maple amber cloud harbor violet ember meadow copper willow lantern cedar breeze pebble'.split(' ');

/** Deterministic, so that two runs measure the same page. */
function wordAt(index: number): string {
  return `${WORDS[index % WORDS.length]} ${WORDS[(index * 7 + 3) % WORDS.length]}`;
}

function card(index: number): string {
  const title = wordAt(index);
  return `<div class="css-${(index * 7919).toString(36)}"><a href="/en/p/${index}"><img src="/i/${index}.webp" alt=""></a>
    <h3>${title} ${index}</h3><p>Soft ${wordAt(index + 5)}</p><span>${(index * 3) % 90}.00 €</span>
    <button class="b-${index}" type="button"><svg><path d="M0 0h${index % 3}"/></svg><span>Add to cart</span></button></div>`;
}

function row(index: number): string {
  return `<tr><td><input type="checkbox" name="pick" value="${index}"></td><td><a href="/orders/${1000 + index}">Order ${1000 + index}</a></td>
    <td>${wordAt(index)}</td><td>${index * 11} €</td><td><button>Edit</button><button>Delete</button></td></tr>`;
}

function many(count: number, one: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => one(index)).join('\n');
}

export function realisticPage({ cards, rows }: PageSize = { cards: 118, rows: 36 }): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title></head><body>
  <div id="root"><header><a href="/en/" aria-label="Home"><svg><path d="M1 2L3 4z"/></svg></a>
  <nav aria-label="Main"><ul>${many(7, (index) => `<li><a href="/en/c/${index}">${wordAt(index + 20)}</a></li>`)}</ul></nav>
  <form role="search"><label for="q:r1:">Search</label><input id="q:r1:" type="search" name="q"><button>Go</button></form>
  <button id="cart">Cart (3)</button></header>
  <main><h1>All products</h1>
  <aside><h2>Filters</h2><fieldset><legend>Size</legend>${many(6, (index) => `<label><input type="radio" name="size" value="${index}"> ${wordAt(index)}</label>`)}</fieldset></aside>
  <section id="grid"><h2>Products (${cards})</h2><div class="grid-x1">${many(cards, card)}</div>
  <nav aria-label="Pages">${many(9, (index) => `<a href="?page=${index + 1}">${index + 1}</a>`)}</nav></section>
  <section id="orders"><h2>Orders</h2><table><tbody>${many(rows, row)}</tbody></table></section></main>
  <footer><div>${many(4, (index) => `<div><h4>${wordAt(index + 40)}</h4><ul>${many(5, (link) => `<li><a href="/f/${index}/${link}">${wordAt(link + index * 5)}</a></li>`)}</ul></div>`)}</div>
  <p>© <span>2026</span> <a href="#top">Top</a></p></footer></div></body></html>`;
}
