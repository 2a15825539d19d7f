// local-state.ts - what a single machine keeps in its data folder. It loads no framework: a warm start waits for this file.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { NewAccount } from '@hotline/platform';

/** Where the agreement's data lies in a checkout: beside `dist/` and beside the sources alike. */
export function referenceFolder(): string {
  const found = [resolve(__dirname, '../../reference/syria-2016'), resolve(__dirname, '../../../reference/syria-2016')].find((folder) => existsSync(folder));
  if (!found) throw new Error('The folder reference/syria-2016 is missing from this checkout.');
  return found;
}

export interface LocalKeys {
  secret: string;
  sealRecipient: string;
  /** Signs the log's checkpoints and the receipts. */
  logKey: string;
  logPublicKey: string;
  /** Of the witness that runs beside the service; its private key lies in `witness.key`. */
  witnessPublicKey: string;
}

/** The keys of a single machine, made on its first start and readable by its owner only. */
export async function localKeys(dataDir: string): Promise<LocalKeys> {
  const file = join(dataDir, 'keys.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<LocalKeys>) : {};
  if (kept.logKey && kept.witnessPublicKey) return kept as LocalKeys;
  const keys: LocalKeys = { ...((kept.secret ? kept : await newSecrets(dataDir)) as LocalKeys), ...(await logKeys(dataDir, kept.logKey)) };
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  return keys;
}

/** @param logKey the key that the log has already: a log keeps its key for good */
async function logKeys(dataDir: string, logKey?: string): Promise<Pick<LocalKeys, 'logKey' | 'logPublicKey' | 'witnessPublicKey'>> {
  const { COSIGNATURE_KEY, NOTE_KEY, privateKeyText, readSigner } = await import('@hotline/ledger');
  const key = logKey ?? privateKeyText('hotline.local/log', NOTE_KEY, randomBytes(32));
  const witnessKey = privateKeyText('hotline.local/witness', COSIGNATURE_KEY, randomBytes(32));
  writeFileSync(join(dataDir, 'witness.key'), `${witnessKey}\n`, { mode: 0o600 });
  return { logKey: key, logPublicKey: readSigner(key).vkey, witnessPublicKey: readSigner(witnessKey).vkey };
}

async function newSecrets(dataDir: string): Promise<Pick<LocalKeys, 'secret' | 'sealRecipient'>> {
  const { generateIdentity, identityToRecipient } = await import('age-encryption');
  const identity = await generateIdentity();
  writeFileSync(
    join(dataDir, 'seal-identity.txt'),
    `# Opens sealed contact details. Move this file to a machine that is not this one; the service never reads it.\n${identity}\n`,
    { mode: 0o600 },
  );
  return { secret: randomBytes(32).toString('hex'), sealRecipient: await identityToRecipient(identity) };
}

export type Tokens = Record<TokenName, string>;
type TokenName = keyof typeof FIRST_ACCOUNTS;

const FIRST_ACCOUNTS = {
  monitor: { role: 'monitor', organisation: { name: 'First monitoring network', kind: 'MONITOR' } },
  monitor2: { role: 'monitor', organisation: { name: 'Second monitoring network', kind: 'MONITOR' } },
  reviewerUS: { role: 'reviewer', side: 'US', organisation: { name: 'United States co-chair', kind: 'STATE' } },
  reviewerRU: { role: 'reviewer', side: 'RU', organisation: { name: 'Russian Federation co-chair', kind: 'STATE' } },
  secretariat: { role: 'secretariat', organisation: { name: 'Office of the Special Envoy', kind: 'UN' } },
  auditor: { role: 'auditor', organisation: { name: 'Auditors', kind: 'OPERATOR' } },
  admin: { role: 'admin', organisation: { name: 'Operators', kind: 'OPERATOR' } },
} as const satisfies Record<string, Omit<NewAccount, 'label' | 'tokenSha256'>>;

/** The first-run tokens, one per role, made once and kept in `tokens.json` (mode 0600). */
export function localTokens(dataDir: string): Tokens {
  const file = join(dataDir, 'tokens.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Tokens;
  const tokens = Object.fromEntries(Object.keys(FIRST_ACCOUNTS).map((name) => [name, randomBytes(32).toString('base64url')])) as Tokens;
  writeFileSync(file, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600 });
  return tokens;
}

export function firstAccounts(tokens: Tokens): NewAccount[] {
  return (Object.keys(FIRST_ACCOUNTS) as TokenName[]).map((name) => ({
    ...FIRST_ACCOUNTS[name],
    label: name,
    tokenSha256: createHash('sha256').update(tokens[name]).digest(),
  }));
}

/**
 * True when this database was already prepared with exactly this schema, this reference data and these tokens; then
 * loading them again can be skipped. `database` tells one cluster from another.
 */
export function isPrepared(dataDir: string, database: string, tokens: Tokens): boolean {
  const file = join(dataDir, 'prepared');
  return existsSync(file) && readFileSync(file, 'utf8') === fingerprintOf(database, tokens);
}

export function markPrepared(dataDir: string, database: string, tokens: Tokens): void {
  writeFileSync(join(dataDir, 'prepared'), fingerprintOf(database, tokens));
}

function fingerprintOf(database: string, tokens: Tokens): string {
  const hash = createHash('sha256').update(`${database}\n${JSON.stringify(tokens)}\n`);
  for (const folder of [resolve(__dirname, '../../migrations'), resolve(__dirname, '../../libs'), referenceFolder()]) {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }).filter((item) => item.isFile() && /\.(js|json|geojson)$/.test(item.name))) {
      const path = join(entry.parentPath, entry.name);
      hash.update(`${path}\n`).update(readFileSync(path));
    }
  }
  return hash.digest('hex');
}
