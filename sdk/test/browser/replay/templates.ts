/** Pages that have what recorders get wrong, and what happens on them, step by step; `n` counts the steps. */
export interface Template {
  html: string;
  /** JavaScript that runs in the page. */
  step: string;
}

export const TEMPLATES: Record<string, Template> = {
  list: {
    html: `<style>.on{color:red}.row:nth-child(2n){background:#eee}</style><h1 id="h">Title</h1><ul id="list"></ul>`,
    step: `
      const item = document.createElement('li');
      item.className = 'row';
      item.innerHTML = '<b>Item ' + n + '</b><a href="/p/' + n + '?id=' + n + '">go</a>';
      list.insertBefore(item, list.children[n % 3] ?? null);
      if (n % 2) list.firstElementChild?.classList.toggle('on');
      if (n % 3 === 2) list.lastElementChild.remove();
      if (n % 4 === 3) list.append(list.firstElementChild);
      h.textContent = 'Title ' + n;
      item.remove(); list.prepend(item);`,
  },
  form: {
    html: `<form id="f"><label>Name <input id="a" value="x"></label><input id="c" type="checkbox"><input type="radio" name="r" value="1"><input type="radio" name="r" value="2">
      <select id="s"><option value="1">one</option><option value="2">two</option></select><textarea id="t">text</textarea><fieldset id="fs"><button>Send</button></fieldset></form>`,
    step: `
      a.setAttribute('value', 'v' + n);
      c.toggleAttribute('disabled');
      fs.disabled = n % 2 === 0;
      if (n % 3 === 0) { const o = document.createElement('option'); o.value = n; o.text = 'o' + n; s.append(o); }
      a.setAttribute('aria-invalid', n % 2 ? 'true' : 'false');
      a.placeholder = 'p' + n;
      f.style.setProperty('padding-left', n + 'px');
      f.style.color = n % 2 ? 'red' : '';`,
  },
  scrollers: {
    html: `<div id="o" style="height:200px;overflow:auto"><div id="i" style="height:600px;overflow:auto"><div style="height:2000px" id="tall"></div></div></div>`,
    step: `
      o.scrollTop = n * 10; i.scrollTop = n * 20;
      const p = document.createElement('p'); p.textContent = 'p' + n; p.title = 't'; tall.append(p);
      if (n % 2) tall.firstElementChild?.remove();`,
  },
  shadow: {
    html: `<div id="host"></div><x-tag id="x"><i>slotted</i></x-tag>`,
    step: `
      if (!host.shadowRoot) host.attachShadow({ mode: 'open' }).innerHTML = '<style>b{color:red}</style><b>shadow</b><slot></slot>';
      const b = document.createElement('b'); b.textContent = 'deep ' + n; b.dataset.state = 'on';
      host.shadowRoot.append(b);
      if (n % 2) host.shadowRoot.querySelector('b').remove();
      if (n === 4) { const inner = document.createElement('div'); inner.attachShadow({ mode: 'open' }).innerHTML = '<p>two deep</p>'; host.shadowRoot.append(inner); }
      x.innerHTML = '<i>s' + n + '</i>';`,
  },
  styles: {
    html: `<style id="css">.a{color:red}</style><div id="d" class="a b">styled</div>`,
    step: `
      const sheet = css.sheet;
      sheet.insertRule('.r' + n + '{margin:' + n + 'px}', sheet.cssRules.length);
      if (n % 3 === 2) sheet.deleteRule(0);
      const own = new CSSStyleSheet(); own.replaceSync('.b{padding:' + n + 'px}');
      document.adoptedStyleSheets = [own];
      own.insertRule('.c{top:1px}');
      d.className = 'a b r' + n;
      const late = document.createElement('style'); late.textContent = '.l' + n + '{left:0}'; document.head.append(late);`,
  },
  frames: {
    html: `<iframe id="one" srcdoc="<p>first</p>"></iframe><video id="v" width="10"></video><canvas id="k" width="50" height="20"></canvas><img id="g" loading="lazy" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="x">`,
    step: `
      const body = one.contentDocument?.body;
      if (body) { const p = one.contentDocument.createElement('p'); p.textContent = 'in frame ' + n; body.append(p); }
      k.getContext('2d').fillRect(n, 0, 5, 5); k.width = 50 + n;
      g.alt = 'alt ' + n;`,
  },
  canvas: {
    html: `<style>.film{position:relative;width:320px}.bar i{display:block;height:4px;background:#c40}.cue{color:#06c}</style>
      <div class="film"><video id="v" width="320" height="40" muted playsinline></video><canvas id="film" width="320" height="180"></canvas><div class="bar"><i id="done"></i></div>
      <button id="toggle" aria-pressed="false">Play</button><ol id="cues"></ol></div>`,
    step: `
      const pen = film.getContext('2d');
      for (let frame = 0; frame < 30; frame++) { pen.fillStyle = 'hsl(' + (n * 30 + frame) * 7 + ' 80% 50%)'; pen.fillRect(frame * 10, n * 5, 40, 60); }
      if (n % 5 === 4) film.height = 180 + n;
      done.style.width = n * 5 + '%';
      toggle.setAttribute('aria-pressed', n % 2 ? 'true' : 'false');
      toggle.textContent = n % 2 ? 'Pause' : 'Play';
      v.toggleAttribute('controls', n % 3 === 0);
      const cue = document.createElement('li'); cue.className = 'cue'; cue.textContent = 'line ' + n; cues.append(cue);
      if (cues.children.length > 3) cues.firstElementChild.remove();`,
  },
  lazy: {
    html: `<style>img{width:60px;height:40px;opacity:.3}img.loaded{opacity:1}.hero{height:60px}</style><div id="hero" class="hero"></div><div id="grid"></div>`,
    step: `
      const colour = '%23' + (n % 10) + '0' + ((n * 3) % 10) + '0f0';
      const picture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='6' height='4'%3E%3Crect width='6' height='4' fill='" + colour + "'/%3E%3C/svg%3E";
      const dot = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
      const late = document.createElement('img'); late.loading = 'lazy'; late.src = dot; late.dataset.src = picture; late.width = 60; grid.append(late);
      const earlier = grid.children[n - 2];
      if (earlier?.dataset.src) { earlier.src = earlier.dataset.src; delete earlier.dataset.src; earlier.classList.add('loaded'); }
      if (n % 4 === 3) { const set = document.createElement('picture'); set.innerHTML = '<source media="(min-width:1px)" srcset="' + picture + '"><img alt="" loading="lazy" src="' + dot + '">'; grid.append(set); }
      if (n % 3 === 2) hero.style.backgroundImage = 'url("' + picture + '")';
      if (n % 5 === 4) grid.firstElementChild.removeAttribute('loading');`,
  },
};
