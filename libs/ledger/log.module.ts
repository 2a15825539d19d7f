import { Module } from '@nestjs/common';
import { LogController } from './log.controller';

/** The log over HTTP. What it does lies in LedgerModule. */
@Module({ controllers: [LogController] })
export class LogModule {}
