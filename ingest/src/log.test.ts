import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from './package-root.ts';

/** What a careless caller might write, in every place that was thought of. */
const CARELESS = `
  import { createLog } from '${join(packageRoot, 'src/log.ts')}';
  const log = createLog('info');
  const planted = (n) => 'PLANTED' + n;
  log.info({ token: planted(1), password: planted(2), secretKey: planted(3) }, 'one');
  log.info({ request: { authorization: planted(4), cookie: planted(5), ip: planted(6), body: planted(7) } }, 'two');
  log.info({ request: { headers: { authorization: planted(8), cookie: planted(9) } } }, 'three');
  log.info({ block: { row: planted(10), query: planted(11) } }, 'four');
  log.debug({ kept: true }, 'below the level');
`;

describe('the log', () => {
  it('is one JSON line per fact on stderr, without what must not be written', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', CARELESS], {
      cwd: packageRoot,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ msg, level }) => `${level} ${msg}`)).toEqual([
      'info one',
      'info two',
      'info three',
      'info four',
    ]);
    for (const { time } of lines) expect(String(time)).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(stderr).not.toContain('PLANTED');
    expect(stderr).not.toMatch(/hostname/);
  });
});
