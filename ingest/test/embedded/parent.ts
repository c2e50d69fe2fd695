// A server process in miniature, to be killed: starts an engine on the directory it is given and prints its pid.
import { startEngine } from '../../src/embedded/index.ts';

const engine = await startEngine({ dataDir: process.argv[2] ?? '' });
console.log(JSON.stringify({ pid: engine.pid(), url: engine.url }));
