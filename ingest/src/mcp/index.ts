export type { Ask } from './server.ts';
export { createMcpServer } from './server.ts';
