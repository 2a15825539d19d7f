// prepare.ts - what must be true before the first request: schema, reference data, keys, accounts.
import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { DataSource } from 'typeorm';
import { AgreementModule, loadReference } from '@hotline/agreement';
import { LedgerModule } from '@hotline/ledger';
import { AccountRepository, Ids, PlatformModule, type NewAccount, type Settings } from '@hotline/platform';
import { loadReferenceZones, ZonesModule } from '@hotline/zones';
import { migrations } from '../../migrations';
import { admitRuntimeRole } from './runtime-role';

/** Brings the schema up to date as its owner and lets the serving role in. Returns the names of the migrations that ran. */
export async function migrate(ownerUrl: string, runtimeUrl: string): Promise<string[]> {
  const source = await new DataSource({ type: 'postgres', url: ownerUrl, migrations, migrationsTransactionMode: 'each' }).initialize();
  const ran = await source.runMigrations().finally(() => source.destroy());
  await admitRuntimeRole(ownerUrl, runtimeUrl);
  return ran.map(({ name }) => name);
}

/** Where the agreement's data lies in a checkout: beside `dist/` and beside the sources alike. */
export function referenceFolder(): string {
  const found = [resolve(__dirname, '../../reference/syria-2016'), resolve(__dirname, '../../../reference/syria-2016')].find((folder) => existsSync(folder));
  if (!found) throw new Error('The folder reference/syria-2016 is missing from this checkout.');
  return found;
}

/** Loads the agreement as data and opens the accounts that do not exist yet. Running it again changes nothing. */
export async function prepare(settings: Settings, accounts: readonly NewAccount[]): Promise<void> {
  @Module({ imports: [PlatformModule.of(settings), LedgerModule, AgreementModule, ZonesModule] })
  class PrepareModule {}
  const app = await NestFactory.createApplicationContext(PrepareModule, { logger: ['error', 'fatal'], abortOnError: false });
  try {
    await loadReference(app, referenceFolder());
    await loadReferenceZones(app, referenceFolder());
    const repository = app.get(AccountRepository);
    for (const account of accounts) {
      if (!(await repository.callerOf(account.tokenSha256))) await repository.open(account);
    }
  } finally {
    await app.close();
  }
}

export interface LocalKeys {
  secret: string;
  sealRecipient: string;
}

/** The keys of a single machine, made on its first start and readable by its owner only. */
export async function localKeys(dataDir: string): Promise<LocalKeys> {
  const file = join(dataDir, 'keys.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as LocalKeys;
  const identity = await generateIdentity();
  const keys: LocalKeys = { secret: new Ids().token(32), sealRecipient: await identityToRecipient(identity) };
  keys.secret = createHash('sha256').update(keys.secret).digest('hex');
  writeFileSync(
    join(dataDir, 'seal-identity.txt'),
    `# Opens sealed contact details. Move this file to a machine that is not this one; the service never reads it.\n${identity}\n`,
    { mode: 0o600 },
  );
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  return keys;
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
  const ids = new Ids();
  const tokens = Object.fromEntries(Object.keys(FIRST_ACCOUNTS).map((name) => [name, ids.token(32)])) as Tokens;
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
