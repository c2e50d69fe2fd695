import type { ClickmapLinkAnswer, ClickmapTokenAnswer } from '../../src/contract/index.ts';
import { SECRET_KEY } from '../server/harness.ts';

export const ORIGIN = 'https://shop.example';

/** What a server said, and nothing that differs between two times of saying it. */
export interface Said {
  status: number;
  type: string | null;
  text: string;
}

export const saidBy = async (response: Response): Promise<Said> => ({
  status: response.status,
  type: response.headers.get('content-type'),
  text: await response.text(),
});

/** The overlay and the dashboard, as far as tokens go. */
export function overlayClient(url: string) {
  const post = (path: string, body: unknown, headers: Record<string, string>) =>
    fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body), headers });
  const link = (body: unknown, key = SECRET_KEY) =>
    post('/api/clickmap/link', body, { authorization: `Bearer ${key}` });
  const exchange = (code: unknown, origin: string | undefined = ORIGIN) =>
    post('/v1/clickmap/exchange', { code }, origin === '' ? {} : { origin });
  const codeFor = async (path: string, origin = ORIGIN): Promise<string> => {
    const answer = (await (await link({ path, origin })).json()) as ClickmapLinkAnswer;
    return answer.url.split('#trodden=')[1] ?? '';
  };
  return {
    link,
    exchange,
    codeFor,
    async tokenFor(path: string, origin = ORIGIN): Promise<string> {
      const response = await exchange(await codeFor(path, origin), origin);
      return ((await response.json()) as ClickmapTokenAnswer).token;
    },
    renew: (token: string, origin: string | undefined = ORIGIN) =>
      post('/v1/clickmap/renew', {}, { authorization: `Bearer ${token}`, ...(origin === '' ? {} : { origin }) }),
    ask: (path: string, token: string, origin: string | undefined = ORIGIN) =>
      fetch(`${url}${path}`, {
        headers: { authorization: `Bearer ${token}`, ...(origin === '' ? {} : { origin }) },
      }),
  };
}
