// The queue stub, in a file: inline scripts are not allowed here.
window.trodden ??= (...call) => {
  window.trodden.q ??= [];
  window.trodden.q.push(call);
};
document.addEventListener('DOMContentLoaded', () => {
  document
    .querySelector('#add')
    .addEventListener('click', () => window.trodden('track', 'added to bag', { price: 489 }));
});
