import { recall, remember } from './shelf.js';
import { tell } from './tell.js';
import { say } from './toast.js';

const SHELF = 'fernweh-bag';

export function startBag() {
  const count = document.querySelector('[data-bag-count]');
  let items = recall(SHELF) ?? [];
  const show = () => {
    count.textContent = String(items.length);
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-add], [data-bag]');
    if (!button) return;
    if (button.dataset.add) {
      const price = Number(button.dataset.price);
      items = [...items, { item: button.dataset.add, price }];
      tell('track', 'added to bag', { item: button.dataset.add, price, in_bag: items.length });
      say('It is in the bag.');
    } else {
      const total = items.reduce((sum, { price }) => sum + price, 0);
      say(items.length > 0 ? `€${total} of gear, emptied again.` : 'The bag is empty.');
      items = [];
    }
    remember(SHELF, items);
    show();
  });
  show();
}
