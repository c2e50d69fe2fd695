export { applyChange, CHANGES } from './changes.ts';
export { learnNames } from './elements.ts';
export { judge, watch } from './judge.ts';
export { listen, nextScreen, plan, pointsInView, recorded } from './record.ts';
