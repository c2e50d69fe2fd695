import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { NewKeysAnswer, ProjectFacts, ProjectsAnswer } from '../contract/index.ts';
import { HttpError } from '../errors.ts';
import { adminAccess, createBodyReader, parseJson } from '../middleware/index.ts';
import {
  changed,
  freeId,
  isProjectId,
  nameSchema,
  newProject,
  originsSchema,
  projectChangeSchema,
  projectFacts,
  slug,
} from '../projects/index.ts';
import type { Project, ProjectRegistry } from '../store/index.ts';

export interface ProjectOptions {
  projects: ProjectRegistry;
}

const readBody = createBodyReader({ maxBytes: 65_536, timeoutMs: 5_000, budgetBytes: 1_048_576 });

const creationSchema = z.strictObject({
  name: nameSchema,
  id: z.string().refine(isProjectId, 'consists of small letters, digits and -').optional(),
  origins: originsSchema.optional(),
});

/** The body, or a refusal that names the field and what it should be; never what was sent. */
export async function bodyOf<Body>(request: Request, schema: z.ZodType<Body>): Promise<Body> {
  const body = schema.safeParse(parseJson(await readBody(request)));
  if (body.success) return body.data;
  const [issue] = body.error.issues;
  throw new HttpError('INVALID_QUERY', { message: `${issue?.path.join('.') || 'body'}: ${issue?.message}` });
}

/**
 * A project to be saved with a change, if this sign-in opens it. What another node, or the command line, changed a moment ago must not
 * be undone: call this once the body is there.
 */
export async function newestProject(response: Response, projects: Newest, id: string): Promise<Project> {
  await projects.refresh();
  const isOpen = adminAccess(response).projects.some((open) => open.id === id);
  const project = isOpen ? projects.byId(id) : undefined;
  if (project === undefined)
    throw new HttpError('NOT_FOUND', { message: 'There is no such project, or this sign-in does not open it.' });
  return project;
}

type Newest = Pick<ProjectRegistry, 'refresh' | 'byId'>;

/** The project of the address, in its newest version, if this sign-in opens it. */
export function ownProject(request: Request, response: Response, projects: ProjectRegistry): Promise<Project> {
  return newestProject(response, projects, String(request.params.id));
}

/** `GET`, `POST /api/projects`, and `GET`, `PATCH /api/projects/:id`. */
export function projectRoutes({
  projects,
}: ProjectOptions): Record<'list' | 'create' | 'read' | 'change', RequestHandler> {
  return {
    list(_request, response) {
      const access = adminAccess(response);
      const open = access.projects.map(({ id, name }) => ({ id, name }));
      response.json({ projects: open, can_create: access.isOperator } satisfies ProjectsAnswer);
    },
    async create(request, response) {
      if (!adminAccess(response).isOperator)
        throw new HttpError('FORBIDDEN', {
          message: 'Projects are made with the secret key of the project "default".',
        });
      const { name, origins, ...given } = await bodyOf(request, creationSchema);
      await projects.refresh();
      const wanted = given.id ?? slug(name);
      if (!isProjectId(wanted)) throw new HttpError('INVALID_QUERY', { message: 'id: must be given for this name' });
      const isTaken = (id: string) => projects.byId(id) !== undefined;
      if (given.id !== undefined && isTaken(given.id))
        throw new HttpError('INVALID_QUERY', { message: 'id: is taken by another project' });
      const id = freeId(wanted, isTaken);
      const { project, publicKey, secretKey } = newProject({ id, name, origins });
      await projects.save(project);
      response.status(201).json({
        project: projectFacts(project),
        public_key: publicKey,
        secret_key: secretKey,
      } satisfies NewKeysAnswer);
    },
    async read(request, response) {
      response.json(projectFacts(await ownProject(request, response, projects)) satisfies ProjectFacts);
    },
    async change(request, response) {
      const change = await bodyOf(request, projectChangeSchema);
      const project = await ownProject(request, response, projects);
      await projects.save(changed(project, change));
      response.json(projectFacts(projects.byId(project.id) ?? project) satisfies ProjectFacts);
    },
  };
}
