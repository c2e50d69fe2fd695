/** What one run walks on: about 1,500 elements, half of them cards with a button, a list that changes with every click, routes. */
const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join('');
const cards = times(
  60,
  (at) =>
    `<div class="card"><span><i></i></span><h3>Item ${at}</h3><p><b>${at * 3}</b> <em>in stock</em></p><button id="b${at}">Add <span>${at}</span></button></div>`,
);
const routes = times(10, (at) => `<a id="n${at}" href="/app/route-${at}"><span>Route ${at}</span></a>`);
const table = times(58, (row) => `<tr>${times(8, (cell) => `<td>${row}.${cell}</td>`)}</tr>`);
const list = times(100, (at) => `<li><span>row ${at}</span><small>old</small></li>`);
const style =
  'body{margin:0;font:12px sans-serif}nav{display:flex}nav a{width:100px;padding:6px}#grid{display:grid;grid-template-columns:repeat(10,118px);grid-auto-rows:82px;gap:4px}.card{border:1px solid;overflow:hidden}.card h3,.card p{margin:0}.card.on{background:#dfd}#list{height:120px;overflow:auto}';

/** The wall time of each click: from the first listener to the last, `pointerdown` to `click`, with the microtasks between them. */
const probe = `window.clickMs=[];{let sum=0,from=0;const add=EventTarget.prototype.addEventListener,off=EventTarget.prototype.removeEventListener;
for(const type of ['pointerdown','mousedown','pointerup','mouseup','click']){const end=()=>{sum+=performance.now()-from;if(type==='click'){clickMs.push(sum);sum=0}};
add.call(window,type,()=>{off.call(window,type,end);add.call(window,type,end);from=performance.now()},true)}}`;

const app = `{let n=0,routed=0;const $=(id)=>document.getElementById(id);
const render=(k)=>{let h='<h2>Route '+k+'</h2>';for(let i=0;i<32;i++)h+='<div><span>'+k+'</span><b>'+i+'</b></div>';$('view').innerHTML=h};render(0);
$('grid').addEventListener('click',(e)=>{const b=e.target.closest('button');if(!b)return;n++;b.parentNode.classList.toggle('on');$('count').textContent='Clicks '+n;
const li=document.createElement('li');li.innerHTML='<span>row '+n+'</span><small>new</small>';$('list').prepend(li);$('list').lastChild.remove()});
$('nav').addEventListener('click',(e)=>{const a=e.target.closest('a');if(!a)return;e.preventDefault();routed++;
history.pushState({},'','/app/route-'+a.id.slice(1)+'?v='+routed);document.title='Route '+routed;render(routed)})}`;

export const pageWith = (head: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bench</title><style>${style}</style><script>${probe}</script>${head}<body><nav id="nav">${routes}</nav><h1 id="count">Clicks 0</h1><div id="grid">${cards}</div><ul id="list">${list}</ul><div id="view"></div><form><label>Search <input></label></form><table>${table}</table><script>${app}</script>`;
