/** `npm start`: set up what is missing, then become the server (no second process, so every signal reaches it). */
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

setUp();
const cli = join(root, 'ingest/dist/cli.js');
process.argv = [process.execPath, cli, 'start', '--demo', ...process.argv.slice(2)];
await import(cli);
