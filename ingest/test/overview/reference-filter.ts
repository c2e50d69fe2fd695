import type { TestEvent } from './events.ts';

export interface PlainFilter {
  field: string;
  operator: string;
  value: string;
}

/** A pattern by its segments: `:name` is any one, a last `*` whatever is left. */
function fits(path: string, pattern: string): boolean {
  const [own, wanted] = [path.split('/'), pattern.split('/')];
  const isOpen = wanted.at(-1) === '*';
  if (isOpen ? own.length < wanted.length : own.length !== wanted.length) return false;
  return wanted.every(
    (part, index) => part === '*' || (part.startsWith(':') ? own[index] !== '' : part === own[index]),
  );
}

export function groupOf(path: string, patterns: readonly string[]): string {
  const chosen = patterns.find((pattern) => fits(path, pattern));
  if (chosen !== undefined) return chosen;
  const isId = (segment: string) =>
    /^\d+$/.test(segment) ||
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(segment) ||
    /^[0-9a-f]{16,}$/i.test(segment) ||
    /^[A-Za-z_-]*\d[\w-]{19,}$/.test(segment);
  return path
    .split('/')
    .map((segment) => (isId(segment) ? ':id' : segment))
    .join('/');
}

const FIELD_COLUMN: Record<string, keyof TestEvent> = { team: 'team_id', event: 'event_type' };

function holds(event: TestEvent, { field, operator, value }: PlainFilter, patterns: readonly string[]): boolean {
  const own = String(event[FIELD_COLUMN[field] ?? (field as keyof TestEvent)]);
  const names = field === 'path' && value.includes('/:') ? [own, groupOf(own, patterns)] : [own];
  if (operator === 'is') return names.includes(value);
  if (operator === 'is_not') return !names.includes(value);
  const pattern = value
    .split('*')
    .map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('[\\s\\S]*');
  return names.some((name) => new RegExp(`^${pattern}$`).test(name));
}

export function passes(event: TestEvent, filters: readonly PlainFilter[], patterns: readonly string[]): boolean {
  for (const filter of filters) {
    const alternatives = filters.filter(({ field, operator }) => field === filter.field && operator !== 'is_not');
    const isMet =
      filter.operator === 'is_not'
        ? holds(event, filter, patterns)
        : alternatives.some((other) => holds(event, other, patterns));
    if (!isMet) return false;
  }
  return true;
}
