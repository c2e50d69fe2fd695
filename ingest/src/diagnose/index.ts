export type { Finding } from './finding.ts';
export { fault, note } from './finding.ts';
export { checkFront } from './front.ts';
export { checkMachine } from './machine.ts';
export { checkPage } from './page.ts';
export { checkStore } from './store.ts';
