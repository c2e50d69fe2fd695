export { changed, MIN_EVENTS_DAYS, nameSchema, originsSchema, projectChangeSchema } from './change.ts';
export { projectFacts } from './facts.ts';
export { blankProject, DEFAULT_PROJECT, freeId, isProjectId, newProject, slug } from './new-project.ts';
export { sdkConfigOf } from './sdk-config.ts';
export { mayViewersQuery, viewerEpoch, withViewersRevoked } from './viewers.ts';
