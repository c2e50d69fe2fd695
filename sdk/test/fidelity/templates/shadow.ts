import type { Template } from '../draw.ts';
import { page, slug, times } from '../draw.ts';

/** Widgets in open shadow roots, nested, with slots, many with the same inside. */
export const template: Template = {
  name: 'shadow-DOM widgets',
  render: ({ topic, product, person, sentence, price, int }) => {
    const root = (inside: string) =>
      `<template shadowrootmode="open"><style>a,button{padding:4px}</style>${inside}</template>`;
    const button = (label: string) =>
      `<x-button>${root('<button><span><slot></slot></span></button>')}${label}</x-button>`;
    return page(
      'Widgets',
      `.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(180px,1fr));gap:12px}`,
      `<x-header>${root(
        `<header class="row"><a href="/">Shop</a><nav>${times(5, () => {
          const name = topic();
          return `<a href="/${slug(name)}">${name}</a>`;
        })}</nav><slot></slot></header>`,
      )}${button('Sign in')}</x-header>
<main><h1>Widgets</h1><div class="grid">${times(10, (index) => {
        const name = product();
        return `<x-card>${root(`<article><h3>${name}</h3><a href="/w/${index}">Details</a><p>${price()}</p>${button('Add')}<slot name="more"></slot></article>`)}<button slot="more">Compare</button></x-card>`;
      })}</div>
<x-tabs>${root(`<div role="tablist">${times(4, () => `<button role="tab">${topic()}</button>`)}</div><slot></slot>`)}<section><h2>${topic()}</h2><p>${sentence()}</p><a href="/t/${int(99)}">Read more</a></section></x-tabs>
<x-list>${root(`<ul>${times(6, () => `<li><b>${person()}</b><button>Follow</button><button aria-label="Mute"><svg viewBox="0 0 9 9"><path d="M1 4h7"/></svg></button></li>`)}</ul>`)}</x-list>
<x-stepper>${root('<button aria-label="Less">-</button><input name="count" value="1"><button aria-label="More">+</button>')}</x-stepper><x-stepper>${root('<button aria-label="Less">-</button><input name="people" value="2"><button aria-label="More">+</button>')}</x-stepper>
<form aria-label="Contact">${times(3, (index) => `<x-field>${root(`<label>${topic()} <input name="field-${index}"></label>`)}</x-field>`)}${button('Send')}</form></main>
<x-footer>${root(`<footer>${times(5, (index) => `<a href="/f/${index}">${topic()}</a>`)}</footer>`)}</x-footer>`,
    );
  },
};
