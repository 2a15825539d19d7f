// prepare.ts - what must be true before the first request: schema, reference data, keys, accounts.
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AgreementModule, loadReference } from '@hotline/agreement';
import { LedgerModule } from '@hotline/ledger';
import { AccountRepository, PlatformModule, type NewAccount, type Settings } from '@hotline/platform';
import { loadReferenceZones, ZonesModule } from '@hotline/zones';
import { migrations } from '../../migrations';
import { referenceFolder } from './local-state';
import { admitRuntimeRole } from './runtime-role';

/** Brings the schema up to date as its owner and lets the serving role in. Returns the names of the migrations that ran. */
export async function migrate(ownerUrl: string, runtimeUrl: string): Promise<string[]> {
  const source = await new DataSource({ type: 'postgres', url: ownerUrl, migrations, migrationsTransactionMode: 'each' }).initialize();
  const ran = await source.runMigrations().finally(() => source.destroy());
  await admitRuntimeRole(ownerUrl, runtimeUrl);
  return ran.map(({ name }) => name);
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
