const times = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n)).join('');

const STYLE = `body{margin:0;font:12px sans-serif}#nav{display:flex;height:30px}.nav{width:100px;padding:6px}#grid{display:grid;grid-template-columns:repeat(10,118px);grid-auto-rows:82px;gap:4px}
.card{border:1px solid #ccc;overflow:hidden}.card.on{background:#dfd}.btn{width:80px;height:24px}#list{height:120px;overflow:auto}#cols{display:flex}`;

/** Each click changes a class and a text and moves a list on; each on a link navigates and draws a view of 98 elements. */
const APP = `{
  let clicks = 0, routes = 0;
  const draw = (route) => { view.innerHTML = '<h2>Route ' + route + '</h2>' + ('<div class="row"><span>' + route + '</span><b>b</b></div>').repeat(32); };
  draw(0);
  grid.addEventListener('click', ({ target }) => {
    const button = target.closest('button');
    if (!button) return;
    button.parentNode.classList.toggle('on');
    count.textContent = 'Clicks ' + ++clicks;
    const item = document.createElement('li');
    item.innerHTML = '<span>row ' + clicks + '</span><small>new</small>';
    list.prepend(item);
    list.lastChild.remove();
  });
  nav.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link) return;
    event.preventDefault();
    history.pushState({}, '', '/route-' + link.id.slice(1) + '?v=' + ++routes);
    draw(routes);
  });
}`;

/** About 1,500 elements, as in the comparison with other recorders: cards, a table, a list that moves, a form, a routed view. */
export const pageWith = (
  head: string,
): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title><style>${STYLE}</style>${head}</head><body>
<nav id="nav">${times(10, (n) => `<a id="n${n}" class="nav" href="/route-${n}"><span>Route ${n}</span></a>`)}</nav><h1 id="count">Clicks 0</h1>
<div id="grid">${times(60, (n) => `<div class="card" data-sku="sku-${n}"><span class="ico"><i></i></span><h3>Item ${n}</h3><p><b>${n * 3}</b> <em>in stock</em></p><button id="b${n}" class="btn">Add <span>${n}</span></button></div>`)}</div>
<div id="cols"><ul id="list">${times(100, (n) => `<li><span>row ${n}</span><small>old</small></li>`)}</ul><div id="view"></div><form><input id="q"><input type="email"><input type="password"></form></div>
<table>${times(58, (row) => `<tr>${times(8, (cell) => `<td>${row}.${cell}</td>`)}</tr>`)}</table><script>${APP}</script></body></html>`;
