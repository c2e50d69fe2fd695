import type { Project } from '../store/index.ts';

/** What a link, its code and its token allow: reading the clickmap of some pages, from pages of one origin. */
export interface OverlayGrant {
  project: string;
  /** The audience: only pages of this origin may use it. */
  origin: string;
  /** One path, or the beginning of many when it ends in `*`. */
  path: string;
  /** The project's at the time; raising that ends every grant. */
  epoch: number;
}

const EPOCH = 'overlay_epoch';

export function overlayEpoch({ settings }: Project): number {
  const epoch = settings[EPOCH];
  return typeof epoch === 'number' ? epoch : 0;
}

/** The project with every overlay link and token of before made useless. */
export const withOverlaysRevoked = (project: Project): Project => ({
  ...project,
  settings: { ...project.settings, [EPOCH]: overlayEpoch(project) + 1 },
});

/** Whether a path lies in the pages of a grant. */
export const isInScope = (path: string, scope: string): boolean =>
  scope.endsWith('*') ? path.startsWith(scope.slice(0, -1)) : path === scope;
