import type { Project } from '../store/index.ts';

const EPOCH = 'viewer_epoch';
const QUERY = 'viewer_sql';

export const mayViewersQuery = ({ settings }: Project): boolean => settings[QUERY] === true;

/** Links and sessions of viewers carry it; raising it ends them all. */
export function viewerEpoch({ settings }: Project): number {
  const epoch = settings[EPOCH];
  return typeof epoch === 'number' ? epoch : 0;
}

export const withViewersRevoked = (project: Project): Project => ({
  ...project,
  settings: { ...project.settings, [EPOCH]: viewerEpoch(project) + 1 },
});

export const withViewersQuerying = (project: Project, sql: boolean): Project => ({
  ...project,
  settings: { ...project.settings, [QUERY]: sql },
});
