export { apiRoutes } from './api.ts';
export { overlayRoutes } from './clickmap-overlay.ts';
export { dashboardFiles } from './dashboard-files.ts';
export { healthRoutes } from './health.ts';
export { mcpRoutes } from './mcp.ts';
export { replayAssetRoutes } from './replay-assets.ts';
export { sdkFiles } from './sdk-files.ts';
export { shareRoutes } from './share.ts';
