/**
 * `node .ci/check-release.mjs v1.2.3`: the tag, both packages, the changelog and the list of migrations speak of the same version, no release
 * note waits, and the API reference is that of the sources. Writes the changelog's section to `.tsbuild/release-notes.md`.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, run } from './setup.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');
const version = /^v(\d+\.\d+\.\d+(?:-[\w.]+)?)$/.exec(process.argv[2] ?? '')?.[1];
if (version === undefined) fail('Give the tag of the release, such as v1.2.3.');

for (const folder of ['sdk', 'ingest']) {
  const own = JSON.parse(read(`${folder}/package.json`)).version;
  if (own !== version) fail(`${folder}/package.json says ${own}, the tag ${version}.`);
}
const newest = JSON.parse(read('ingest/migrations/releases.json')).at(-1);
if (newest.version !== version)
  fail(`The newest release of ingest/migrations/releases.json is ${newest.version}, the tag says ${version}.`);
const section = read('CHANGELOG.md')
  .split(/^## /m)
  .find((text) => text.startsWith(version));
if (section === undefined) fail(`CHANGELOG.md has no section "## ${version}".`);

const waiting = readdirSync(join(root, '.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md');
if (waiting.length > 0) fail(`Still in .changeset: ${waiting.join(', ')}. Run: npm run release:prepare`);

const reference = 'sdk/docs/api';
const fresh = '.tsbuild/api';
if (run('npm', ['run', '--silent', 'docs:api', '--', '--out', fresh]) !== 0) fail('The API reference cannot be made.');
for (const name of readdirSync(join(root, fresh)))
  if (read(`${fresh}/${name}`) !== read(`${reference}/${name}`))
    fail(`${reference}/${name} is not that of the sources. Run: npm run docs:api`);

mkdirSync(join(root, '.tsbuild'), { recursive: true });
writeFileSync(join(root, '.tsbuild/release-notes.md'), section.slice(section.indexOf('\n')).trim());
console.log(`${version}: tag, packages, migrations, changelog and API reference agree.`);
