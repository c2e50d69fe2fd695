import { PLAIN } from '../delivery/index.ts';

/** Below this gzip saves less than it costs. */
const MIN_ZIPPED = 1_024;

/** As a blob with a plain type: `text/plain` needs no preflight, and the server knows gzip by its first bytes. */
export const zip = async (body: Blob): Promise<Blob> =>
  body.size > MIN_ZIPPED
    ? new Blob([await new Response(body.stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer()], PLAIN)
    : body;
