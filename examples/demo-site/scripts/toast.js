const SHOWN_MS = 2_200;
const toast = document.querySelector('[data-toast]');
let timer = 0;

export function say(words) {
  clearTimeout(timer);
  toast.textContent = words;
  toast.classList.add('shown');
  timer = setTimeout(() => toast.classList.remove('shown'), SHOWN_MS);
}
