import { isProjectId, newProject, slug } from '../projects/index.ts';
import {
  createProjectRegistry,
  newPublicKey,
  newSecretKey,
  type Project,
  type ProjectRegistry,
  rotated,
} from '../store/index.ts';
import { type Command, parse, UsageError } from './command.ts';
import { withStore } from './open-store.ts';
import { IDENTITY_OPTIONS, identityFacts, identityFrom, withIdentity } from './project-identity.ts';
import { LIMIT_OPTIONS, limitsFacts, withLimits } from './project-limits.ts';
import { RETENTION_OPTIONS, retentionFacts, withRetention } from './project-retention.ts';
import { projectTable } from './project-table.ts';

const OPTIONS = {
  id: { type: 'string' },
  origin: { type: 'string', multiple: true },
  public: { type: 'boolean' },
  secret: { type: 'boolean' },
  'revoke-old': { type: 'boolean' },
  json: { type: 'boolean' },
  yes: { type: 'boolean' },
  ...IDENTITY_OPTIONS,
  ...LIMIT_OPTIONS,
  ...RETENTION_OPTIONS,
} as const;

type Given = ReturnType<typeof parse<typeof OPTIONS>>;
type Answer = Record<string, unknown> | string;
/** Checks the words first and throws when they are wrong; what it returns needs the store. */
type Verb = (given: Given) => (projects: ProjectRegistry) => Promise<Answer>;

function subject({ positionals }: Given, what: string): string {
  const [, name, ...more] = positionals;
  if (name === undefined || name.trim() === '') throw new UsageError(`Give ${what}.`);
  if (more.length > 0) throw new UsageError(`"${more[0]}" is one word too many; put quotes around ${what}.`);
  return name.trim();
}

function existing(projects: ProjectRegistry, id: string): Project {
  const project = projects.byId(id);
  if (project === undefined) throw new UsageError(`There is no project "${id}". See: trodden-ingest project list`);
  return project;
}

function origins(given: Given): string[] {
  return (given.values.origin ?? []).map((origin) => {
    if (!URL.canParse(origin) || new URL(origin).origin === 'null')
      throw new UsageError(`"${origin}" is not an origin.`);
    return new URL(origin).origin;
  });
}

const add: Verb = (given) => {
  const name = subject(given, 'a name for the project');
  const id = given.values.id ?? slug(name);
  if (!isProjectId(id)) throw new UsageError('Give an --id of small letters, digits and -.');
  const allowed = origins(given);
  return async (projects) => {
    if (projects.byId(id) !== undefined) throw new UsageError(`There is a project "${id}" already; give another --id.`);
    const { project, publicKey, secretKey } = newProject({ id, name, origins: allowed });
    await projects.save(project);
    return { id, name, public_key: publicKey, secret_key: secretKey, origins: allowed };
  };
};

const rotate: Verb = (given) => {
  const id = subject(given, 'the id of the project');
  const { secret = false, public: isPublic = !secret, 'revoke-old': revokeOld = false } = given.values;
  return async (projects) => {
    const publicKey = isPublic ? newPublicKey() : undefined;
    const secretKey = secret ? newSecretKey() : undefined;
    await projects.save(rotated(existing(projects, id), { publicKey, secretKey, revokeOld }));
    return {
      id,
      ...(publicKey === undefined ? {} : { public_key: publicKey }),
      ...(secretKey === undefined ? {} : { secret_key: secretKey }),
      old_key: revokeOld ? 'refused from now on' : 'works until the next rotation',
    };
  };
};

const switched =
  (enabled: boolean): Verb =>
  (given) => {
    const id = subject(given, 'the id of the project');
    return async (projects) => {
      await projects.save({ ...existing(projects, id), enabled });
      return { id, enabled };
    };
  };

const retire: Verb = (given) => {
  const id = subject(given, 'the id of the project');
  if (given.values.yes !== true)
    throw new UsageError('Browsers will throw away what they kept for it, for good. Add --yes if that is meant.');
  return async (projects) => {
    const project = existing(projects, id);
    await projects.save({ ...project, settings: { ...project.settings, retired: true } });
    return { id, state: 'retired; its data can still be read' };
  };
};

const identity: Verb = (given) => {
  const id = subject(given, 'the id of the project');
  const wanted = identityFrom(given.values);
  return async (projects) => {
    if (wanted !== undefined) await projects.save(withIdentity(existing(projects, id), wanted));
    return identityFacts(existing(projects, id));
  };
};

/** A verb that changes a part of the settings, and shows what they are then. */
const settle =
  (
    change: (project: Project, values: Given['values']) => Project,
    facts: (project: Project) => Record<string, unknown>,
  ): Verb =>
  (given) => {
    const id = subject(given, 'the id of the project');
    return async (projects) => {
      const before = existing(projects, id);
      const after = change(before, given.values);
      if (after !== before) await projects.save(after);
      return facts(after);
    };
  };

const list: Verb =
  ({ values }) =>
  async (projects) =>
    values.json === true ? { projects: projects.list().map(publicFacts) } : projectTable(projects.list());

/** Hashes of secrets are nobody's business either. */
const publicFacts = ({ id, name, enabled, publicKeys, origins: allowed, createdAtMs }: Project) => ({
  id,
  name,
  enabled,
  public_keys: publicKeys,
  origins: allowed,
  created_at: new Date(createdAtMs).toISOString(),
});

const VERBS: Readonly<Record<string, Verb>> = {
  add,
  list,
  rotate,
  enable: switched(true),
  disable: switched(false),
  retire,
  identity,
  limits: settle(withLimits, limitsFacts),
  retention: settle(withRetention, retentionFacts),
};

function render(answer: Answer, isJson: boolean): string {
  if (typeof answer === 'string') return answer;
  if (isJson) return `${JSON.stringify(answer)}\n`;
  const lines = Object.entries(answer).map(
    ([key, value]) => `${`${key.replaceAll('_', ' ')}:`.padEnd(13)}${String(value)}`,
  );
  const note = 'secret_key' in answer ? '\nThe secret key is shown once and stored as a hash only.\n' : '';
  return `${lines.join('\n')}\n${note}`;
}

/** `project add|list|rotate|enable|disable|retire|identity|limits|retention` */
export const project: Command = async (args, config, { out }) => {
  const given = parse(args, OPTIONS);
  const verb = given.positionals[0] ?? '';
  const act = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (act === undefined) throw new UsageError(`Say what to do: project ${Object.keys(VERBS).join('|')}.`);
  const work = act(given);
  const answer = await withStore(config, async ({ client, log }) => {
    const projects = createProjectRegistry({ client: () => client, log });
    await projects.refresh();
    return work(projects);
  });
  out(render(answer, given.values.json === true));
  return undefined;
};
