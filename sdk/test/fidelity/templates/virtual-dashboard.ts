import type { Template } from '../draw.ts';
import { page, times } from '../draw.ts';

/** A list of 400 jobs of which only the visible rows exist, and are used again for others when it scrolls. */
export const template: Template = {
  name: 'virtual dashboard',
  tuned: true,
  render: ({ topic, person, int }) => {
    const jobs = Array.from({ length: 400 }, (_, index) => `${topic()} ${index + 1000}`);
    return page(
      'Jobs',
      `#app{display:grid;grid-template-columns:180px 1fr}@media(max-width:700px){#app{grid-template-columns:1fr}}.kpis{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:12px}
.kpi{border:1px solid #ccc;padding:8px}#list{height:420px;overflow:auto;position:relative}#list>div{position:absolute;left:0;right:0;height:40px;display:flex;gap:12px;white-space:nowrap}`,
      `<div id="app"><aside>${times(6, (index) => `<a href="/d/${index}" class="row"><svg viewBox="0 0 9 9"><path d="M${index} 1h4z"/></svg><span>${topic()}</span></a>`)}</aside>
<main><div class="row"><h1>Jobs</h1><button>New job</button><button aria-label="Refresh"><svg viewBox="0 0 9 9"><path d="M3 3h4v2z"/></svg></button></div>
<div class="kpis">${times(4, () => `<div class="kpi"><span>${topic()}</span><strong>${int(900)}</strong><button aria-label="More"><svg viewBox="0 0 9 9"><path d="M0 0h2z"/></svg></button></div>`)}</div>
<div role="tablist" class="row"><button role="tab">Day</button><button role="tab">Week</button><button role="tab">Month</button></div>
<section aria-label="Jobs"><div class="row"><input type="search" name="filter" placeholder="Filter"><select name="state"><option>All</option></select></div><div id="list" tabindex="-1"></div></section>
<section aria-label="People"><h2>People</h2><ul>${times(6, () => `<li class="row"><span>${person()}</span><button>Mention</button><button aria-label="Remove"><svg viewBox="0 0 9 9"><path d="M1 1l7 7"/></svg></button></li>`)}</ul></section>
<section aria-label="Drafts"><h2>Drafts</h2><ul>${times(4, () => `<li class="row"><span>Untitled</span><button>Open</button></li>`)}</ul></section></main></div>
<script>
  const jobs = ${JSON.stringify(jobs)}, list = document.getElementById('list'), rows = [];
  const spacer = list.appendChild(document.createElement('i')); spacer.style.cssText = 'position:absolute;top:' + jobs.length * 40 + 'px;height:1px;width:1px';
  const part = (row, tag, text) => { const it = row.appendChild(document.createElement(tag)); it.textContent = text; return it; };
  for (let n = 0; n < 14; n++) { const row = list.appendChild(document.createElement('div')); part(row, 'a', ''); part(row, 'span', ''); part(row, 'button', 'Retry'); part(row, 'button', 'Log'); rows.push(row); }
  const draw = () => { const first = Math.min(Math.max(0, Math.floor(list.scrollTop / 40) - 1), jobs.length - 14);
    rows.forEach((row, n) => { const at = first + n; row.style.transform = 'translateY(' + at * 40 + 'px)';
      if (row.at === at) return; row.at = at;
      row.children[0].textContent = jobs[at]; row.children[0].href = '/jobs/' + (1000 + at); row.children[1].textContent = at % 3 ? 'done' : 'failed';
      [row, ...row.children].forEach((it, k) => { it.known = 'job' + at + '.' + k; }); }); };
  list.addEventListener('scroll', draw); draw();
</script>`,
    );
  },
};
