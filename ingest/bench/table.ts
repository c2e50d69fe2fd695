/** One line of the public table. */
export interface Row {
  bench: string;
  what: string;
  /** Undefined: it ran and did not say, which the table says too. */
  value: number | undefined;
  unit: string;
  /** Gives this number again. */
  command: string;
  measured: { on: string; form: 'quick' | 'full'; load: number };
}

export interface Table {
  machine: string;
  rows: Row[];
}

/** What was measured again stands in place of what was there; the rest keeps its own date. */
export function merged(before: Table | undefined, machine: string, rows: readonly Row[]): Table {
  const again = new Set(rows.map(({ bench }) => bench));
  // Numbers of another machine are no company for these.
  const kept = before?.machine === machine ? before.rows.filter(({ bench }) => !again.has(bench)) : [];
  return { machine, rows: [...kept, ...rows] };
}

const NOTE = `Written by \`npm run bench\` (a quick form, five minutes; \`-- --full\` is what the READMEs beside the benches were measured with). Milliseconds
of two machines cannot be compared, and one disturbed by other work says little: \`load\` is how many processes wanted to run when it began.`;

export function toMarkdown({ machine, rows }: Table): string {
  const lines = rows.map(({ what, value, unit, command, measured: { on, form, load } }) => {
    const number = value === undefined ? 'did not say' : value.toLocaleString('en');
    return `| ${what} | ${number} | ${unit} | ${on}, ${form}, load ${load.toFixed(1)} | \`${command}\` |`;
  });
  return `# One table of all benches

${NOTE}

${machine}.

| what | measured | unit | when | command |
| --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
}
