import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Ledger, LogKey, LogProofs, LogService, type StoredCheckpoint } from '@hotline/ledger';
import { Database, HotlineError, type Caller } from '@hotline/platform';
import { filterOf } from '@hotline/review';
import { wordsOf, type ExportQuery } from './export.dto';
import { IncidentExportRepository } from './incident-export.repository';
import { streamOf } from './piece-stream';
import { publicationEnd, publicationHead, publicationLine, tooFine } from './publication-line';
import { SnapshotRepository } from './snapshot.repository';

/** Incidents for publication: fields are left out behind commitments, and every line proves itself without the rest of the log. */
@Injectable()
export class PublicationService {
  constructor(
    private readonly database: Database,
    private readonly ledger: Ledger,
    private readonly log: LogService,
    private readonly key: LogKey,
    private readonly proofs: LogProofs,
    private readonly snapshots: SnapshotRepository,
    private readonly incidents: IncidentExportRepository,
  ) {}

  async stream(query: ExportQuery, caller: Caller): Promise<{ stream: Readable; size: number }> {
    const problems = tooFine(query);
    if (problems.length > 0) throw new HotlineError('request.invalid', undefined, problems);
    const checkpoint = await this.log.checkpointFor(query.asOf === undefined ? undefined : Number(query.asOf));
    const content = { what: 'incidents.publication.ndjson', query: wordsOf(query), checkpoint: checkpoint.size };
    await this.database.transaction((tx) => this.ledger.record(tx, [{ type: 'export.made', actor: caller.accountId, content }]));
    return { stream: await streamOf(this.pieces(query, checkpoint)), size: checkpoint.size };
  }

  private async *pieces(query: ExportQuery, checkpoint: StoredCheckpoint): AsyncGenerator<string> {
    const note = await this.log.noteOf(checkpoint);
    let piece = publicationHead({ origin: this.key.origin, publicKey: this.key.signer.vkey, query: wordsOf(query), checkpoint: note });
    let rows = 0;
    for await (const entries of this.snapshots.read((client) => this.incidents.entries(client, filterOf(query), checkpoint.size))) {
      const proofs = await this.proofs.inclusions(entries.map(({ index }) => index), checkpoint.size);
      for (const [at, entry] of entries.entries()) piece += publicationLine(entry, proofs[at]!);
      rows += entries.length;
      yield piece;
      piece = '';
    }
    yield piece + publicationEnd(rows);
  }
}
