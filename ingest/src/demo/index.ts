export { loadSample } from './sample/index.ts';
export { createDemoServer } from './serve-demo.ts';
