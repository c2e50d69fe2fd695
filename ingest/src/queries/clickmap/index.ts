export { clickmap } from './clickmap.ts';
export { compareClickmaps } from './compare.ts';
export { clickHours } from './hours.ts';
export { clickmapPages } from './pages.ts';
export { clickmapPreview } from './preview.ts';
export type { ClickmapQuestion } from './scope.ts';
