/** What the map does not need until somebody asks for it: a file of its own. */
export { card } from './card.ts';
export { changeText, groupsOf } from './compared.ts';
export { paintDepth } from './depth.ts';
export { explainAnswer, explainFailure } from './explain.ts';
export { filterForm } from './filter-form.ts';
export { paintHeat } from './heat.ts';
export { depthRows, lost } from './lists.ts';
export { STYLE } from './style.ts';
