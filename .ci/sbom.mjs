/**
 * `npm run sbom`: what the published packages bring along, from the lock file: a CycloneDX list in `sbom.json`, and a table of licences on the
 * terminal. The exit code is 1 when a licence is none of those that an MIT package may bring.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const ALLOWED = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'PDDL-1.0',
  'Python-2.0',
]);
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const published = ['sdk', 'ingest'];

/** The place where `name` is found from `from`, as Node looks for it. */
function found(from, name) {
  for (let at = from; ; at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '') {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (lock.packages[place] !== undefined) return place;
    if (at === '') return undefined;
  }
}

const places = new Set();
function follow(place) {
  const { dependencies = {}, optionalDependencies = {} } = lock.packages[place];
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const next = found(place, name);
    if (next === undefined || places.has(next)) continue;
    places.add(next);
    follow(next);
  }
}
for (const folder of published) follow(folder);

const components = [...places]
  .map((place) => {
    const { version, license = 'unknown', resolved, integrity } = lock.packages[place];
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return { name, version, license, resolved, integrity };
  })
  .sort((a, b) => a.name.localeCompare(b.name));

const hash = (integrity) => {
  const [, algorithm, digest] = /^(sha\d+)-(.+)$/.exec(integrity ?? '') ?? [];
  return algorithm === undefined
    ? []
    : [{ alg: algorithm.toUpperCase().replace('SHA', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') }];
};
const sbom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: {
    component: {
      type: 'application',
      name: 'trodden',
      version: lock.packages.ingest?.version ?? '0.0.0',
      licenses: [{ license: { id: 'MIT' } }],
    },
  },
  components: components.map(({ name, version, license, resolved, integrity }) => ({
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    licenses: [{ expression: license }],
    hashes: hash(integrity),
    ...(resolved === undefined ? {} : { externalReferences: [{ type: 'distribution', url: resolved }] }),
  })),
};
writeFileSync(join(root, 'sbom.json'), `${JSON.stringify(sbom, undefined, 2)}\n`);

const byLicense =
  Map.groupBy?.(components, ({ license }) => license) ??
  components.reduce((map, one) => map.set(one.license, [...(map.get(one.license) ?? []), one]), new Map());
for (const [license, list] of [...byLicense].sort(([, a], [, b]) => b.length - a.length))
  console.log(
    `${String(list.length).padStart(4)}  ${license.padEnd(16)} ${list.length > 6 ? '' : list.map(({ name }) => name).join(', ')}`,
  );
const odd = components.filter(
  ({ license }) =>
    !license
      .replaceAll(/[()]/g, '')
      .split(/ (?:OR|AND) /)
      .some((id) => ALLOWED.has(id)),
);
for (const { name, license } of odd) console.error(`NOT ALLOWED  ${name}: ${license}`);
console.log(`${components.length} packages in sbom.json.`);
process.exit(odd.length === 0 ? 0 : 1);
