import { Global, Module } from '@nestjs/common';
import { Erasure } from './erasure.service';
import { Ledger } from './ledger.repository';
import { LogKey } from './log-key.service';
import { LogProofs } from './log-proofs.service';
import { LogRepository } from './log.repository';
import { LogSequencer } from './log.sequencer';
import { LogService } from './log.service';
import { Outbox } from './outbox.repository';
import { WitnessRounds } from './witness.client';

const log = [LogKey, LogRepository, LogProofs, LogSequencer, LogService, WitnessRounds, Erasure];

@Global()
@Module({ providers: [Ledger, Outbox, ...log], exports: [Ledger, Outbox, ...log] })
export class LedgerModule {}
