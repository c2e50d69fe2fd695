import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { PageGroupsAnswer } from '../contract/index.ts';
import { MAX_PATH_LENGTH } from '../contract/limits.ts';
import { HttpError } from '../errors.ts';
import { adminProject, createBodyReader, parseJson } from '../middleware/index.ts';
import { isPagePattern, suggestPageGroups } from '../queries/index.ts';
import type { Project, ProjectRegistry, StoreClient } from '../store/index.ts';
import { newestProject } from './projects.ts';

export interface PageGroupOptions {
  store: () => StoreClient;
  projects: Pick<ProjectRegistry, 'refresh' | 'byId' | 'save'>;
}

const MAX_PATTERNS = 50;
const readBody = createBodyReader({ maxBytes: 65_536, timeoutMs: 5_000, budgetBytes: 1_048_576 });
const patternsSchema = z.array(z.string().max(MAX_PATH_LENGTH).refine(isPagePattern)).max(MAX_PATTERNS);
const bodySchema = z.object({ groups: patternsSchema });

/** The patterns of a project, in the order they are tried. What is no list of them counts as none. */
export const pagePatterns = ({ settings }: Project): string[] =>
  patternsSchema.safeParse(settings.page_groups).data ?? [];

/** `GET /api/page-groups`: the project's patterns, and the groups that its pages fall into with them. */
export function readPageGroups({ store }: PageGroupOptions): RequestHandler {
  return async function answerPageGroups(_request, response) {
    const project = adminProject(response);
    const groups = pagePatterns(project);
    const found = await suggestPageGroups(store(), project.id, groups);
    response.json({ groups, found } satisfies PageGroupsAnswer);
  };
}

/** `PUT /api/page-groups { groups: ["/blog/:slug"] }`: holds for the past too. */
export function writePageGroups({ store, projects }: PageGroupOptions): RequestHandler {
  return async function savePageGroups(request, response) {
    const body = bodySchema.safeParse(parseJson(await readBody(request)));
    if (!body.success) {
      throw new HttpError('INVALID_QUERY', {
        message: `Send { "groups": […] } with at most ${MAX_PATTERNS} patterns such as /blog/:slug or /docs/*.`,
      });
    }
    const project = await newestProject(response, projects, adminProject(response).id);
    const { groups } = body.data;
    await projects.save({ ...project, settings: { ...project.settings, page_groups: groups } });
    const found = await suggestPageGroups(store(), project.id, groups);
    response.json({ groups, found } satisfies PageGroupsAnswer);
  };
}
