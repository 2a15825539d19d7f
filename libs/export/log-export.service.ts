import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Ledger, LogService } from '@hotline/ledger';
import { Database, type Caller } from '@hotline/platform';
import type { LogExportQuery } from './export.dto';
import { LogExportRepository } from './log-export.repository';
import { streamOf } from './piece-stream';
import { SnapshotRepository } from './snapshot.repository';

@Injectable()
export class LogExportService {
  constructor(
    private readonly database: Database,
    private readonly ledger: Ledger,
    private readonly log: LogService,
    private readonly snapshots: SnapshotRepository,
    private readonly entries: LogExportRepository,
  ) {}

  /** The whole log up to a checkpoint, with everything the offline verifier needs. */
  async stream({ asOf, redaction = 'none' }: LogExportQuery, caller: Caller): Promise<{ stream: Readable; size: number }> {
    const { size } = await this.log.checkpointFor(asOf === undefined ? undefined : Number(asOf));
    const content = { what: 'log.ndjson', redaction, checkpoint: size };
    await this.database.transaction((tx) => this.ledger.record(tx, [{ type: 'export.made', actor: caller.accountId, content }]));
    return { stream: await streamOf(this.snapshots.read((client) => this.entries.pieces(client, size, redaction))), size };
  }
}
