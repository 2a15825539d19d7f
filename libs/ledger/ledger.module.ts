import { Global, Module } from '@nestjs/common';
import { Ledger } from './ledger.repository';
import { Outbox } from './outbox.repository';

@Global()
@Module({ providers: [Ledger, Outbox], exports: [Ledger, Outbox] })
export class LedgerModule {}
