import { ask, post } from '../api.ts';
import { project } from '../session.ts';
import type {
  HealthAnswer,
  NewKeysAnswer,
  PageGroupsAnswer,
  ProjectChange,
  ProjectFacts,
  ViewerLinkAnswer,
} from '../wire.ts';

export type KeyKind = 'public' | 'secret';

const mine = (rest = '') => `/api/projects/${encodeURIComponent(project.value?.id ?? '')}${rest}`;
const send = (method: string, body: unknown): RequestInit => ({ ...post(body), method });

export const readFacts = () => ask<ProjectFacts>(mine());
export const change = (given: ProjectChange) => ask<ProjectFacts>(mine(), send('PATCH', given));

export const makeProject = (given: { name: string; origins: string[] }) =>
  ask<NewKeysAnswer>('/api/projects', post(given));

export const makeKey = (kind: KeyKind) => ask<NewKeysAnswer>(mine('/keys'), post({ kind }));
export const endOldKey = (kind: KeyKind) => ask<ProjectFacts>(mine('/keys'), send('DELETE', { kind }));

export const makeViewerLink = (expiresInS: number) =>
  ask<ViewerLinkAnswer>(mine('/viewer-links'), post({ expires_in_s: expiresInS }));
export const endViewerLinks = () => ask<unknown>(mine('/viewer-links'), { method: 'DELETE' });

export const readGroups = () => ask<PageGroupsAnswer>('/api/page-groups');
export const writeGroups = (groups: readonly string[]) =>
  ask<PageGroupsAnswer>('/api/page-groups', send('PUT', { groups }));

export const readHealth = () => ask<HealthAnswer>('/api/health');
