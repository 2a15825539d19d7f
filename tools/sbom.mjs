// sbom.mjs - the bill of materials of what runs: CycloneDX as npm writes it, without what only builds and tests.
// `npm sbom --omit dev` also leaves out whatever a tool needs as well, half of the framework among it (npm 11): the lockfile knows better.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const { name, version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
const { packages } = JSON.parse(readFileSync(resolve(root, 'package-lock.json'), 'utf8'));

const bill = JSON.parse(execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20, shell: process.platform === 'win32' }));

/** By `name@version`; a package that lies at several places runs when one of them does. */
const licences = new Map(Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev).map(([path, { version, license }]) => [`${path.split('node_modules/').at(-1)}@${version}`, license]));
const runs = bill.components.filter((component) => licences.has(component['bom-ref']));
const named = new Set([bill.metadata.component['bom-ref'], ...runs.map((component) => component['bom-ref'])]);

process.stdout.write(
  `${JSON.stringify(
    {
      ...bill,
      metadata: { ...bill.metadata, component: { ...bill.metadata.component, name, version } }, // npm calls it after the folder
      // npm leaves out a licence that is spelt as no list spells it.
      components: runs.map((component) => ({ ...component, licenses: component.licenses ?? [{ license: { name: licences.get(component['bom-ref']) } }] })),
      dependencies: bill.dependencies.filter(({ ref }) => named.has(ref)).map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => named.has(ref)) })),
    },
    null,
    2,
  )}\n`,
);
