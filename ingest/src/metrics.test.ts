import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMetrics, observe } from './metrics.ts';
import { packageRoot } from './package-root.ts';

const guide = (name: string) => readFileSync(join(packageRoot, '../examples/self-host', name), 'utf8');

const metrics = createMetrics();
observe(metrics, {} as never);
const own = metrics.registry.getMetricsAsArray().filter(({ name }) => name.startsWith('trodden_')) as {
  name: string;
  help: string;
}[];

test('the guide says of every metric what it means, and of no other', () => {
  const documented = guide('metrics.md')
    .split('\n')
    .filter((line) => line.startsWith('| `trodden_'));
  expect(documented.sort()).toEqual(own.map(({ name, help }) => `| \`${name}\` | ${help} |`).sort());
});

test('alerts name metrics that exist, and sections of the runbook that do', () => {
  const alerts = guide('alerts.yml');
  const names = new Set(alerts.match(/trodden_[a-z_]+/g));
  expect(names.size).toBeGreaterThan(9);
  for (const name of names) expect(own.map((metric) => metric.name)).toContain(name);
  const sections = [...guide('runbook.md').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );
  const named = [...alerts.matchAll(/runbook\.md#([a-z-]+)/g)].map(([, section]) => section);
  expect(named.length).toBe((alerts.match(/- alert:/g) ?? []).length);
  for (const section of named) expect(sections).toContain(section);
});

test('the tests that the security table names are there', () => {
  const root = join(packageRoot, '..');
  const named = [...readFileSync(join(root, 'SECURITY.md'), 'utf8').matchAll(/`([\w./-]+\.test\.ts)`/g)].map(
    ([, file = '']) => file,
  );
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
