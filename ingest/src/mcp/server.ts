import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { TOOLS } from './tools.ts';

/** Asks the HTTP API: its status and what it said. */
export type Ask = (path: string, body: unknown) => Promise<{ ok: boolean; answer: Record<string, unknown> }>;

/** A server for one request of one assistant. Its answers are those of the HTTP API, word for word. */
export function createMcpServer(ask: Ask): McpServer {
  const server = new McpServer({ name: 'trodden', version: '1' });
  for (const { name, about, input, request, part } of TOOLS) {
    const config = {
      description: about,
      inputSchema: input,
      annotations: { readOnlyHint: true, openWorldHint: false },
    };
    server.registerTool(name, config, async (given: Record<string, unknown>) => {
      const { path, body } = request(given);
      const { ok, answer } = await ask(path, body);
      const told = ok && part !== undefined ? part(answer, given) : answer;
      return { content: [{ type: 'text', text: JSON.stringify(told) }], isError: !ok };
    });
  }
  return server;
}
