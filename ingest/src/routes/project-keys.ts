import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { NewKeysAnswer, ProjectFacts } from '../contract/index.ts';
import { HttpError } from '../errors.ts';
import { readCookie } from '../middleware/index.ts';
import { projectFacts } from '../projects/index.ts';
import { hashSecretKey, newPublicKey, newSecretKey, type Project, rotated } from '../store/index.ts';
import { SESSION_COOKIE, type SessionCookies } from '../tokens/index.ts';
import { bodyOf, ownProject, type ProjectOptions } from './projects.ts';
import { giveCookie } from './session.ts';

const kind = z.enum(['public', 'secret']);
const rotationSchema = z.strictObject({ kind, revoke_old: z.boolean().optional() });
const revocationSchema = z.strictObject({ kind });

export interface KeyOptions extends ProjectOptions {
  cookies: SessionCookies;
}

/** `POST /api/projects/:id/keys { kind, revoke_old? }` makes a new key; `DELETE … { kind }` ends the one before it. */
export function keyRoutes({ projects, cookies }: KeyOptions): { rotate: RequestHandler; revoke: RequestHandler } {
  return {
    async rotate(request, response) {
      const { kind, revoke_old: revokeOld } = await bodyOf(request, rotationSchema);
      const project = await ownProject(request, response, projects);
      const publicKey = kind === 'public' ? newPublicKey() : undefined;
      const secretKey = kind === 'secret' ? newSecretKey() : undefined;
      await projects.save(rotated(project, { publicKey, secretKey, revokeOld }));
      const next = projects.byId(project.id) ?? project;
      const cookie = readCookie(request, SESSION_COOKIE);
      // Whoever ends the key that they came in by stays signed in, by the new one.
      if (secretKey !== undefined && cookie !== undefined)
        giveCookie(request, response, cookies.issue(next, Date.now(), { more: cookie }));
      response.status(201).json({
        project: projectFacts(next),
        ...(publicKey === undefined ? {} : { public_key: publicKey }),
        ...(secretKey === undefined ? {} : { secret_key: secretKey }),
      } satisfies NewKeysAnswer);
    },
    async revoke(request, response) {
      const { kind } = await bodyOf(request, revocationSchema);
      const project = await ownProject(request, response, projects);
      const next: Project =
        kind === 'public'
          ? { ...project, publicKeys: project.publicKeys.slice(0, 1) }
          : { ...project, secretKeyHashes: project.secretKeyHashes.slice(0, 1) };
      const bearer = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
      if (kind === 'secret' && bearer !== undefined && project.secretKeyHashes[1] === hashSecretKey(bearer))
        throw new HttpError('INVALID_QUERY', { message: 'kind: this request came with the key that it would end' });
      await projects.save(next);
      const cookie = readCookie(request, SESSION_COOKIE);
      if (kind === 'secret' && cookie !== undefined)
        giveCookie(request, response, cookies.issue(projects.byId(project.id) ?? next, Date.now(), { more: cookie }));
      response.json(projectFacts(projects.byId(project.id) ?? next) satisfies ProjectFacts);
    },
  };
}
