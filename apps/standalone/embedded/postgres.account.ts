// postgres.account.ts - as whom does PostgreSQL run, and how does that account reach its cluster?
import { readFileSync, statSync } from 'node:fs';
import type { Account } from './postgres.binaries';

// PostgreSQL refuses to be root. Root lends it the account that owns the cluster, or else a lesser one every system has.
export function accountFor(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const entry = ['postgres', 'nobody'].map((name) => entries.find(([user]) => user === name)).find(Boolean);
  return entry ? { uid: Number(entry[2]), gid: Number(entry[3]) } : { uid: 65534, gid: 65534 };
}

// The lesser account may have no way through the folders above the cluster (root's home is 0700). We stand in the cluster
// before we become that account, and on Linux a process can always name where it stands: the data stay where they were put.
export function standIn(cluster: string, account: Account | undefined): { path: string; cwd: string } {
  return { path: account && process.platform === 'linux' ? '/proc/self/cwd' : cluster, cwd: cluster };
}
