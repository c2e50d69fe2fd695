export type { ApiOptions } from './api.ts';
export { apiRoutes } from './api.ts';
export { dashboardFiles } from './dashboard-files.ts';
export type { Health } from './health.ts';
export { healthRoutes } from './health.ts';
export { sdkFiles } from './sdk-files.ts';
