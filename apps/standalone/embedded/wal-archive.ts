// wal-archive.ts - where pieces of the write-ahead log are kept, and how PostgreSQL brings and fetches them.
import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Account } from './postgres.binaries';

/** A piece is sent when it is full, or after this long: what a lost disk costs at most, in seconds. */
const SEND_WITHIN_S = 60;

/** Settings of a server that archives. A piece is there whole or not at all, and one that is there is never replaced by another. */
export function archiveSettings(folder: string, account?: Account): Record<string, string> {
  const home = resolve(folder);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (account) chownSync(home, account.uid, account.gid);
  mustReach(home, '-w', account);
  const kept = `${quoted(home)}/%f`;
  return {
    archive_mode: 'on',
    archive_timeout: String(SEND_WITHIN_S),
    archive_command: `cmp -s %p ${kept} || { test ! -e ${kept} && cp %p ${kept}.part && sync ${kept}.part && mv ${kept}.part ${kept}; }`,
  };
}

/** What fetches a piece during recovery. */
export function restoreCommand(folder: string, account?: Account): string {
  const home = resolve(folder);
  mustReach(home, '-r', account);
  return `cp ${quoted(home)}/%f %p`;
}

function quoted(path: string): string {
  if (/['\\\n]/.test(path)) throw new Error('The name of the archive folder may hold no quotes, backslashes or line ends.');
  return `'${path.replace(/%/g, '%%')}'`;
}

function mustReach(folder: string, right: '-r' | '-w', account?: Account): void {
  const { status } = spawnSync('/bin/sh', ['-c', 'test "$1" "$2/."', 'sh', right, folder], { ...account, cwd: '/' });
  if (status !== 0) throw new Error(`The account that PostgreSQL runs as ${account ? `(${account.uid}) ` : ''}cannot ${right === '-r' ? 'read' : 'write to'} ${folder}: choose a folder that it can reach, or change its owner.`);
}
