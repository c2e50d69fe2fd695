import type { Template } from '../draw.ts';
import { page, times } from '../draw.ts';

/** A link-heavy portal laid out by tables, without landmarks, lists or labels. */
export const template: Template = {
  name: 'classic portal',
  render: ({ topic, sentence, person, int }) =>
    page(
      'Portal',
      `table{width:100%}td{vertical-align:top}@media(max-width:600px){td{display:block}}`,
      `<table><tr><td><a href="/"><img src="/logo.gif" alt="Portal"></a></td><td><form><input name="q"><input type="submit" value="Go"></form></td></tr></table>
<table><tr>${times(3, () => `<td><b>${topic()}</b><br>${times(8, () => `<a href="/n/${int(9999)}">${sentence()}</a> <small>(${int(300)})</small><br>`)}<a href="/more/${int(50)}">more...</a></td>`)}</tr></table>
<table>${times(10, (index) => `<tr><td>${index + 1}.</td><td><a href="/up/${int(9999)}"><img src="/up.gif" alt=""></a></td><td><a href="/item/${int(9999)}">${sentence()}</a><br><font>${int(400)} points by <a href="/user/${int(99)}">${person()}</a> | <a href="/hide/${index}">hide</a> | <a href="/item/${int(9999)}">${int(90)} comments</a></font></td></tr>`)}</table>
<center>${times(6, () => `<a href="/z/${int(99)}">${topic()}</a> | `)}<a href="?p=2">More</a></center>`,
    ),
};
