/** What happens to a page between a click and the day its map is looked at. Each runs in the browser, on the live elements. */
export interface Change {
  name: string;
  /** Nothing readable changes. */
  structureOnly: boolean;
  apply: (seed: number) => void;
}

export const CHANGES: Change[] = [
  { name: 'nothing', structureOnly: true, apply: () => {} },
  {
    name: 'banner',
    structureOnly: true,
    apply: () =>
      document.body.insertAdjacentHTML(
        'afterbegin',
        '<div><p>Cookies?</p><a href="/privacy">Why</a><button>Yes</button></div>',
      ),
  },
  {
    name: 'classes and ids',
    structureOnly: true,
    apply: (seed) => {
      for (const element of document.querySelectorAll('[class]'))
        element.setAttribute('class', `c${seed}-${Math.random()}`);
      for (const element of document.querySelectorAll('[id]')) {
        const label = document.querySelector(`label[for="${element.id}"]`);
        element.id = `:r${seed}:${Math.random()}`;
        label?.setAttribute('for', element.id);
      }
    },
  },
  {
    name: 'wrappers',
    structureOnly: true,
    apply: () => {
      for (const element of document.querySelectorAll('main section, main button, h3, form')) {
        const wrapper = document.createElement('div');
        element.before(wrapper);
        wrapper.append(element);
      }
    },
  },
  {
    name: 'reordered',
    structureOnly: true,
    apply: (seed) => {
      for (const list of document.querySelectorAll(
        '#grid > div, tbody, nav ul, .kpis, .rows, main > section > ul, ol, fieldset',
      )) {
        const children = [...list.children];
        children.sort(
          (one, other) => Math.sin((children.indexOf(one) + 1) * seed) - Math.sin((children.indexOf(other) + 1) * seed),
        );
        list.append(...children);
      }
    },
  },
  {
    name: 'a third removed',
    structureOnly: false,
    apply: (seed) => {
      const rows = [
        ...document.querySelectorAll(
          '#grid > div > div, tr, nav li, footer li, nav > a, label, .kpi, .row, section li, .field, form, x-card, .pager > *',
        ),
      ];
      for (const [index, row] of rows.entries()) if (Math.sin(index * 12.9 + seed) > 0.3) row.remove();
    },
  },
  {
    name: 'controls removed',
    structureOnly: false,
    apply: (seed) => {
      const controls = [...document.querySelectorAll('a[href],button,input,label')];
      for (const [index, control] of controls.entries()) if (Math.sin(index * 78.2 + seed) > 0.3) control.remove();
    },
  },
  {
    name: 'rows added',
    structureOnly: false,
    apply: (seed) => {
      for (const list of document.querySelectorAll(
        '#grid > div, tbody, nav ul, .kpis, .rows, main > section > ul, ol, fieldset',
      )) {
        for (const [index, child] of [...list.children].entries()) {
          if (Math.sin(index * 3.3 + seed) < 0.6) continue;
          const added = child.cloneNode(true) as Element;
          for (const link of added.querySelectorAll('a')) link.setAttribute('href', `/new/${seed}/${index}`);
          for (const text of added.querySelectorAll(
            'h3, td:nth-child(3), li > a, td > a, p, .row > span:first-child, .kpi > span, label',
          ))
            text.textContent = `Fresh ${seed} ${index}`;
          child.before(added);
        }
      }
    },
  },
  {
    name: 'a third of the texts',
    structureOnly: false,
    apply: (seed) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(), index = 0; node; node = walker.nextNode(), index++) {
        if (node.nodeValue?.trim() && Math.sin(index * 91.7 + seed) > 0.59) node.nodeValue = `Other ${seed} ${index}`;
      }
    },
  },
  {
    name: 'release',
    structureOnly: false,
    apply: (seed) => {
      document.body.insertAdjacentHTML('afterbegin', '<div><p>New!</p><button>Close</button></div>');
      for (const element of document.querySelectorAll('[class]'))
        element.setAttribute('class', `r${seed}-${Math.random()}`);
      for (const section of document.querySelectorAll('main section')) {
        const wrapper = document.createElement('div');
        section.before(wrapper);
        wrapper.append(section);
      }
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(), index = 0; node; node = walker.nextNode(), index++) {
        if (node.nodeValue?.trim() && Math.sin(index * 57.3 + seed) > 0.976)
          node.nodeValue = `Renamed ${seed} ${index}`;
      }
    },
  },
  {
    name: 'virtual list scrolled',
    structureOnly: false,
    apply: (seed) => {
      const gone: Element[] = [];
      for (const row of document.querySelectorAll('[data-virtual] > *')) {
        const first = row.firstElementChild;
        if (first) first.textContent = `Job ${seed * 100 + gone.length}`;
        gone.push(row, ...row.querySelectorAll('*'));
      }
      Object.assign(globalThis, { gone: new Set(gone) });
    },
  },
  {
    name: 'another language',
    structureOnly: false,
    apply: () => {
      document.documentElement.lang = 'de';
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.nodeValue ?? '';
        if (/[a-z]/i.test(text))
          node.nodeValue = text.replace(/[a-z]+/gi, (word) => `ü${[...word].reverse().join('')}`);
      }
      for (const link of document.querySelectorAll('a[href^="/en/"]')) {
        link.setAttribute('href', `/de/${link.getAttribute('href')?.slice(4)}`);
      }
    },
  },
];
