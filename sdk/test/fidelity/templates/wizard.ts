import type { Template } from '../draw.ts';
import { page, times } from '../draw.ts';

/** Steps, several forms with the same buttons, controls told apart by labels, groups and names. */
export const template: Template = {
  name: 'form wizard',
  tuned: true,
  render: ({ topic, person, sentence, int }) =>
    page(
      'Set up',
      `form{border:1px solid #ccc;padding:12px;margin:12px}.fields{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:10px}label{display:block}`,
      `<header class="row"><a href="/">Set up</a><ol class="row">${['Account', 'Company', 'Team', 'Plan', 'Done'].map((step, index) => `<li><button aria-label="Step ${index + 1}: ${step}">${index + 1}</button></li>`).join('')}</ol><button>Save and leave</button></header>
<main><h1>Tell us more</h1>${times(
        4,
        (part) => `<form aria-label="${topic()} ${part}"><fieldset><legend>${topic()}</legend><p>${sentence()}</p>
<div class="fields">${times(4, (index) => `<div><label for="f${part}${index}">${topic()} of ${person()}</label><input id="f${part}${index}" name="field-${part}-${index}" type="${index === 2 ? 'number' : 'text'}"></div>`)}</div>
<div class="row">${times(3, (index) => `<label><input type="radio" name="mode-${part}" value="${index}"> ${['Never', 'Weekly', 'Always'][index]}</label>`)}</div>
<label><input type="checkbox" name="agree-${part}"> ${sentence()}</label>
<div class="row"><button type="button">Back</button><button type="submit">Continue</button><button type="button" aria-label="Help"><svg viewBox="0 0 9 9"><path d="M2 2h3z"/></svg></button></div></fieldset></form>`,
      )}
<form aria-label="Invites"><h2>Invites</h2>${times(5, (index) => `<div class="row" role="group"><input name="mail-${index}" placeholder="name@example.com"><select name="role-${index}"><option>Member</option><option>Admin</option></select><button type="button">Remove</button></div>`)}<button type="button">Add another</button></form>
<details><summary>Advanced</summary><label>Zone <select name="zone"><option>UTC</option></select></label><label>Code <input name="code" value="${int(999)}"></label></details>
<button>Delete draft</button></main><footer class="row"><a href="/help">Help</a><a href="/terms">Terms</a><a href="/privacy">Privacy</a></footer>`,
    ),
};
