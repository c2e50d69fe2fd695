import type { Project } from '../store/index.ts';

const HEAD = ['id', 'name', 'state', 'public keys', 'origins'];

/** Projects in columns, for people. */
export function projectTable(projects: readonly Project[]): string {
  const rows = projects.map((project) => [
    project.id,
    project.name,
    project.settings.retired === true ? 'retired' : project.enabled ? 'on' : 'off',
    project.publicKeys.join(' '),
    project.origins.length === 0 ? 'any' : project.origins.join(' '),
  ]);
  const widths = HEAD.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return `${[HEAD, ...rows].map(line).join('\n')}\n`;
}
