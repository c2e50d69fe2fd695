export { createDemoServer } from './serve-demo.ts';
