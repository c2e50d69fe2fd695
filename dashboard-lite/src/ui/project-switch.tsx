import { project, session } from '../session.ts';
import { go } from '../state.ts';

const NEW = '/new';

/** Whose numbers these are, and the way to the others. The address names the project, so each tab may show another. */
export const ProjectSwitch = () => {
  const { projects = [], can_create = false } = session.value ?? {};
  const current = project.value;
  if (current === null) return null;
  if (projects.length < 2 && !can_create)
    return (
      <p class="project">
        <small>Project</small>
        <span>{current.name}</span>
      </p>
    );
  const choose = (id: string) => go(id === NEW ? '/settings?part=new' : `/overview?project=${encodeURIComponent(id)}`);
  return (
    <label class="project">
      <small>Project</small>
      <select
        value={current.id}
        onChange={(event) => {
          choose(event.currentTarget.value);
          // What is shown is what the address says.
          event.currentTarget.value = current.id;
        }}
      >
        {projects.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {can_create && <option value={NEW}>New project…</option>}
      </select>
    </label>
  );
};
