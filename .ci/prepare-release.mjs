/**
 * `npm run release:prepare`: the notes in `.changeset` decide the next version; it goes into both packages, the lock file, the changelog and
 * the list of migrations, and the API reference is made anew. Without notes the version stays, which is how the first one is released.
 */
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, run } from './setup.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');
const write = (path, text) => writeFileSync(join(root, path), text);
const json = (path) => JSON.parse(read(path));
const step = (command, ...args) => run(command, args) === 0 || fail(`${command} ${args.join(' ')} failed, see above.`);

const notes = readdirSync(join(root, '.changeset'))
  .filter((name) => name.endsWith('.md') && name !== 'README.md')
  .sort()
  .map((name) =>
    read(`.changeset/${name}`)
      .replace(/^---\n[\s\S]*?\n---\n/, '')
      .trim(),
  );
if (notes.length > 0) step('node_modules/.bin/changeset', 'version');
const { version } = json('sdk/package.json');

// Asked first, so that a version that is out already changes nothing.
const changelog = read('CHANGELOG.md');
if (changelog.includes(`\n## ${version}\n`))
  fail(`CHANGELOG.md has ${version} already; add a note with: npm run changeset`);
const [head, unreleased] = changelog.split('\n## Unreleased\n');
if (unreleased === undefined) fail('CHANGELOG.md has no section "## Unreleased".');
const next = unreleased.search(/^## /m);
const [latest, older] = next < 0 ? [unreleased, ''] : [unreleased.slice(0, next), unreleased.slice(next)];
const lines = [latest.trim(), ...notes.map((note) => `- ${note.replaceAll('\n', '\n  ')}`)].filter(Boolean).join('\n');
write('CHANGELOG.md', `${head}\n## Unreleased\n\n## ${version}\n\n${lines}\n${older === '' ? '' : `\n${older}`}`);

const lock = json('package-lock.json');
for (const folder of ['sdk', 'ingest']) lock.packages[folder].version = version;
write('package-lock.json', `${JSON.stringify(lock, undefined, 2)}\n`);

const releases = json('ingest/migrations/releases.json').filter((release) => release.version !== version);
const migrations = readdirSync(join(root, 'ingest/migrations')).filter((name) => name.endsWith('.sql'));
releases.push({ version, last_migration: Math.max(...migrations.map((name) => Number.parseInt(name, 10))) });
write('ingest/migrations/releases.json', `${JSON.stringify(releases)}\n`);
step('node_modules/.bin/biome', 'check', '--write', 'ingest/migrations/releases.json');

// Something to stand there until the rows are recorded.
const rowsOf = (release) => join(root, `ingest/test/migrations/releases/${release}.tsv`);
const before = releases.at(-2)?.version;
if (before !== undefined && !existsSync(rowsOf(version))) cpSync(rowsOf(before), rowsOf(version));
step('npx', 'vitest', 'run', '-u', '--project', 'database', 'ingest/test/migrations/releases');

step('npm', 'run', '--silent', 'docs:api');
step(process.execPath, '.ci/check-release.mjs', `v${version}`);
console.log(`Commit this as ${version}, and tag it v${version}.`);
