import { init } from 'trodden';

const trodden = init({ key: '{{TRODDEN_KEY}}', host: '{{TRODDEN_HOST}}' });
const root = document.querySelector('#root');

/** Your own server says who is signed in, and signs it: anybody can name any user, only it can prove one. */
async function signIn() {
  const { user, token } = await (await fetch('/session', { method: 'POST' })).json();
  trodden.identify(user, { token });
  show(`Hello, ${user}`);
}

function show(text) {
  const heading = document.createElement('h1');
  heading.textContent = text;
  const button = document.createElement('button');
  button.textContent = 'Sign in';
  button.addEventListener('click', signIn);
  const add = document.createElement('button');
  add.textContent = 'Add to bag';
  add.addEventListener('click', () => trodden.track('added to bag', { price: 489 }));
  root.replaceChildren(heading, button, add);
}
show('Hello');
