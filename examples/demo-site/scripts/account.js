import { recall, remember } from './shelf.js';
import { tell } from './tell.js';
import { say } from './toast.js';

const SHELF = 'fernweh-account';

const MEMBERS = {
  anna: { id: 'anna@fernweh.example', name: 'Anna', membership: 'Pathfinder since March.', team: 'alpine-club' },
  ben: { id: 'ben@fernweh.example', name: 'Ben', membership: 'Wanderer. Welcome back.' },
  chidi: { id: 'chidi@fernweh.example', name: 'Chidi', membership: 'Keeper of the hut key.', team: 'alpine-club' },
};

const guest = () => ({
  id: `guest-${crypto.randomUUID().slice(0, 8)}`,
  name: 'guest',
  membership: 'A guest account.',
  anonymous: true,
});

/** What a real shop calls after its own sign-in, and again on each page load while somebody is signed in. */
function identify({ id, team, anonymous }) {
  tell('identify', id, { ...(team && { team }), ...(anonymous && { anonymous }) });
}

export function startAccount() {
  let member = recall(SHELF);
  const show = () => {
    const panels = [document.querySelector('[data-signed-out]'), document.querySelector('[data-signed-in]')];
    if (!panels[0] || !panels[1]) return;
    panels[0].hidden = member !== null;
    panels[1].hidden = member === null;
    if (!member) return;
    panels[1].querySelector('[data-name]').textContent = member.name;
    panels[1].querySelector('[data-membership]').textContent = member.membership;
  };
  const become = (next) => {
    member = next;
    remember(SHELF, member);
    if (member) identify(member);
    else tell('signOut');
    say(member ? `Signed in as ${member.name}.` : 'Signed out. Mind the step.');
    show();
  };

  document.querySelector('[data-sign-in]')?.addEventListener('submit', (event) => {
    event.preventDefault();
    become(MEMBERS[new FormData(event.target).get('who')]);
  });
  document.querySelector('[data-guest]')?.addEventListener('click', () => become(guest()));
  document.querySelector('[data-sign-out]')?.addEventListener('click', () => become(null));
  if (member) identify(member);
  show();
}
