import { useSignal } from '@preact/signals';
import { plural } from '../../format.ts';
import { useResource } from '../../resource.ts';
import { linesIn } from '../../settings/fields.ts';
import { readGroups, writeGroups } from '../../settings/settings-api.ts';
import { Trouble } from '../../ui/notice.tsx';
import { Field, SettingsForm } from '../../ui/settings-form.tsx';
import type { PageGroupsAnswer } from '../../wire.ts';

const Groups = ({ first }: { first: PageGroupsAnswer }) => {
  const known = useSignal(first);
  return (
    <>
      <SettingsForm
        title="Page groups"
        save={async (form) => {
          known.value = await writeGroups(linesIn(form, 'groups'));
        }}
      >
        <p>
          Pages of one kind are one row and one clickmap. Numbers, UUIDs and long ids in a path are found by themselves;
          name the rest here. A group holds for the past too.
        </p>
        <Field
          label="Patterns"
          note="One a line, tried in this order: /blog/:slug for one part of a path, /docs/* for whatever follows."
        >
          {(named) => (
            <textarea
              name="groups"
              rows={5}
              spellcheck={false}
              defaultValue={first.groups.join('\n')}
              placeholder="/blog/:slug"
              {...named}
            />
          )}
        </Field>
      </SettingsForm>
      <section class="panel breakdown" aria-label="What your pages fall into">
        <header class="panel-head">
          <h2>What your pages fall into</h2>
        </header>
        <table>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">Pages</th>
            </tr>
          </thead>
          <tbody>
            {known.value.found.map(({ value, paths }) => (
              <tr key={value}>
                <th scope="row">
                  <span title={plural(paths, 'page', 'pages')}>{value}</span>
                </th>
                <td>{paths}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {known.value.found.length === 0 && <p class="nothing">No two pages are of one kind so far.</p>}
      </section>
    </>
  );
};

/** Which pages are the same page. */
export const Pages = () => {
  const { value, error } = useResource('groups', readGroups).value;
  if (error) return <Trouble error={error} />;
  return value ? <Groups first={value} /> : <div class="chart-ghost" aria-busy="true" />;
};
