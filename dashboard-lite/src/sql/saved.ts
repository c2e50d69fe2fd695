import { signal } from '@preact/signals';

export interface SavedQuery {
  name: string;
  query: string;
}

/** Kept in this browser only, for each project. */
const keyOf = (project: string) => `trodden-queries-${project}`;
const isSaved = (value: unknown): value is SavedQuery =>
  typeof value === 'object' && value !== null && 'name' in value && 'query' in value && typeof value.query === 'string';

export const saved = signal<readonly SavedQuery[]>([]);

export function loadSaved(project: string): void {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(project)) ?? '[]');
    saved.value = Array.isArray(found) ? found.filter(isSaved) : [];
  } catch {
    // a browser that keeps nothing, or something else under our name
    saved.value = [];
  }
}

function keep(project: string, queries: readonly SavedQuery[]): void {
  saved.value = queries;
  try {
    localStorage.setItem(keyOf(project), JSON.stringify(queries));
  } catch {
    // then they last as long as this page
  }
}

export const save = (project: string, query: SavedQuery): void =>
  keep(project, [query, ...saved.value.filter(({ name }) => name !== query.name)]);

export const forget = (project: string, name: string): void =>
  keep(
    project,
    saved.value.filter((each) => each.name !== name),
  );
