import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Ledger, LogKey, LogService, type StoredCheckpoint } from '@hotline/ledger';
import { Database, HotlineError, type Caller } from '@hotline/platform';
import { filterOf, type IncidentFilter } from '@hotline/review';
import type { PoolClient } from 'pg';
import { emptyTally, tally, type CountingRuleName } from './counting-rule';
import { FORMATS, type ExportFormat, type FileOptions, type FormatName, type Piece } from './export-format';
import { wordsOf, type ExportQuery } from './export.dto';
import { IncidentExportRepository } from './incident-export.repository';
import { rowsIn } from './incident-row';
import { manifestOf, manifestText, type SignedManifest } from './manifest';
import { streamOf } from './piece-stream';
import { SnapshotRepository } from './snapshot.repository';

export interface ExportCount {
  /** Incidents in a file of the same question, in any format. */
  rows: number;
  /** Size of the checkpoint for which that holds. */
  asOf: number;
}

interface Asked {
  format: FormatName;
  filter: IncidentFilter;
  options: FileOptions;
  checkpoint: StoredCheckpoint;
}

@Injectable()
export class IncidentExportService {
  constructor(
    private readonly database: Database,
    private readonly ledger: Ledger,
    private readonly log: LogService,
    private readonly key: LogKey,
    private readonly snapshots: SnapshotRepository,
    private readonly incidents: IncidentExportRepository,
  ) {}

  /** A file that is read from the database as fast as it is read from us, bound to a checkpoint of the log. */
  async stream(format: FormatName, query: ExportQuery, caller: Caller): Promise<{ stream: Readable; size: number }> {
    const asked = await this.asked(format, query);
    await this.record('export.made', format, query, asked.checkpoint, caller);
    return { stream: await streamOf(this.pieces(asked)), size: asked.checkpoint.size };
  }

  /** How many rows the file of a question has, without making it. It takes its place among the exports under way. */
  async count(query: ExportQuery): Promise<ExportCount> {
    const { filter, checkpoint: { size } } = await this.asked('csv', query);
    const counting = this.snapshots.read(async function* (this: IncidentExportService, client: PoolClient) {
      yield await this.incidents.count(client, filter, size);
    }.bind(this));
    for await (const rows of counting) return { rows, asOf: size };
    throw new Error('the snapshot gave nothing');
  }

  /** Makes the same file again, counts and hashes it, and signs what it is. */
  async manifest(format: FormatName, query: ExportQuery, caller: Caller): Promise<SignedManifest> {
    const asked = await this.asked(format, query);
    const hash = createHash('sha256');
    const counted = emptyTally();
    let rows = 0;
    let bytes = 0;
    const seen = (block: Uint8Array) => {
      const read = rowsIn(block);
      rows += read.length;
      tally(counted, read);
    };
    for await (const piece of this.pieces(asked, seen)) {
      bytes += piece.length;
      hash.update(piece);
    }
    const { size, root } = asked.checkpoint;
    const manifest = manifestOf({
      format,
      query: wordsOf(query),
      countingRule: countingRuleOf(query),
      rows,
      bytes,
      sha256: hash.digest('hex'),
      tally: counted,
      checkpoint: { origin: this.key.origin, size, root: root.toString('hex') },
    });
    await this.record('export.manifested', format, query, asked.checkpoint, caller, { rows, sha256: manifest.sha256 });
    return { manifest, note: this.key.sign(manifestText(this.key.origin, manifest)) };
  }

  private async asked(format: FormatName, query: ExportQuery): Promise<Asked> {
    const checkpoint = await this.log.checkpointFor(query.asOf === undefined ? undefined : Number(query.asOf));
    return { format, filter: filterOf(query), options: { hxl: query.hxl === 'true' }, checkpoint };
  }

  private async *pieces({ format, filter, options, checkpoint }: Asked, seen?: (block: Uint8Array) => void): AsyncGenerator<Uint8Array> {
    const file = FORMATS[format].file(options);
    // The head of the file waits for the first rows, so that what fails early is a problem document and not half a file.
    let head: Piece[] = [file.begin()];
    let isFirst = true;
    for await (const block of this.snapshots.read((client) => this.rows(client, format, filter, checkpoint.size))) {
      seen?.(block);
      yield joined([...head, file.rows(block, isFirst)]);
      head = [];
      isFirst = false;
    }
    yield joined([...head, file.end()]);
  }

  private async *rows(client: PoolClient, format: FormatName, filter: IncidentFilter, size: number): AsyncGenerator<Uint8Array> {
    const { mostRows }: ExportFormat = FORMATS[format];
    if (mostRows !== undefined) {
      const count = await this.incidents.count(client, filter, size);
      if (count > mostRows) throw new HotlineError('request.invalid', `A file of this format holds ${mostRows} incidents and these are ${count}: take CSV, or narrow the filter.`);
    }
    yield* this.incidents.blocks(client, filter, size);
  }

  /** Who took what away, from which state of the log: every export is itself a fact. */
  private record(type: string, format: FormatName, query: ExportQuery, { size }: StoredCheckpoint, caller: Caller, more: object = {}): Promise<void> {
    const content = { what: `incidents.${format}`, query: wordsOf(query), countingRule: countingRuleOf(query), checkpoint: size, ...more };
    return this.database.transaction((tx) => this.ledger.record(tx, [{ type, actor: caller.accountId, content }]));
  }
}

function countingRuleOf({ count }: ExportQuery): CountingRuleName {
  return count ?? 'incidents';
}

function joined(pieces: readonly Piece[]): Uint8Array {
  const [first, ...rest] = pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece));
  return rest.length === 0 ? first! : Buffer.concat([first!, ...rest]);
}
