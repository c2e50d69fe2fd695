import { tell } from './tell.js';

export function startBilling() {
  document.querySelector('[data-billing]')?.addEventListener('change', (event) => {
    const yearly = event.target.value === 'yearly';
    for (const amount of document.querySelectorAll('[data-monthly]'))
      amount.textContent = yearly ? amount.dataset.yearly : amount.dataset.monthly;
    for (const period of document.querySelectorAll('[data-period]')) period.textContent = yearly ? 'a year' : 'a month';
    tell('track', 'changed billing', { yearly });
  });
}
