import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This folder is a project of its own, although another lock file lies above it. */
const here = dirname(fileURLToPath(import.meta.url));

export default { turbopack: { root: here }, outputFileTracingRoot: here, poweredByHeader: false };
