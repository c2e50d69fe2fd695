export { openOverlay } from './overlay.ts';
