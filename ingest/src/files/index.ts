export { openFolder } from './folder.ts';
export { sendFile } from './send.ts';
