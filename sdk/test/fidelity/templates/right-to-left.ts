import type { Template } from '../draw.ts';
import { page, times } from '../draw.ts';

const WORDS =
  'دليل طريق سوق كتاب مدينة جبل نهر باب نافذة مفتاح رسالة خبر صورة رحلة موسم مساعدة شراء حفظ ارسال بحث حساب تقرير فريق خطة'.split(
    ' ',
  );

/** Arabic, right to left, with Latin digits and product codes between. */
export const template: Template = {
  name: 'right to left',
  render: ({ pick, int, random }) => {
    const word = () => pick(WORDS);
    const words = (count: number) => times(count, word).replace(/\n/g, ' ');
    return page(
      'سوق',
      `.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(180px,1fr));gap:12px}.card{border:1px solid #ccc;padding:8px}`,
      `<header class="row"><a href="/ar/">${words(2)}</a><nav class="row" aria-label="${word()}">${times(6, (index) => `<a href="/ar/${index}">${words(1 + (index % 2))}</a>`)}</nav><button>${word()} (${int(9)})</button></header>
<main><h1>${words(4)}</h1><div class="row"><button>${word()}</button><button>${word()}</button></div>
<div class="grid">${times(12, (index) => `<article class="card"><h3>${words(2)}</h3><p>${words(9)}</p><span>${int(900)} د.إ</span><a href="/ar/p/${index}-${int(90)}">${word()}</a><button>اضف الى السلة</button></article>`)}</div>
<table><tbody>${times(8, (index) => `<tr><td>${words(2)}</td><td>${int(9000)}</td><td><a href="/ar/o/${index}">${word()}</a></td><td><button>حذف</button></td></tr>`)}</tbody></table>
<form aria-label="${words(2)}">${times(4, (index) => `<label>${words(2)} <input name="f-${index}"></label>`)}<button>ارسال</button></form>
<section><h2>${words(2)}</h2><ul>${times(6, () => `<li>${words(3)} ${random() > 0.5 ? `<button>${word()}</button>` : ''}</li>`)}</ul></section></main>
<footer class="row">${times(4, (index) => `<a href="/ar/l/${index}">${words(2)}</a>`)}</footer>`,
      'lang="ar" dir="rtl"',
    );
  },
};
