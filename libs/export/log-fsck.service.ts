import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import {
  appended,
  checkpointText,
  commitmentOf,
  cosignedAt,
  edgeOf,
  fieldsOf,
  isSignedBy,
  keyOf,
  leafHash,
  leafText,
  LogKey,
  parseCheckpoint,
  parseSignatures,
  rangeHash,
  nodesOf,
  type Hash,
} from '@hotline/ledger';
import type { PoolClient } from 'pg';
import type { LogEntryRow } from './log-entry-row';
import { FORBIDDEN, LogFsckRepository, type FsckCosignature, type FsckHead } from './log-fsck.repository';
import { streamOf } from './piece-stream';
import { SnapshotRepository } from './snapshot.repository';

export interface FsckCheck {
  what: string;
  ok: boolean;
  /** The first thing that is wrong, or how much was looked at. */
  detail: string;
}

/** What is told on the way: how far it is, what was found, and at the end whether all of it holds. */
export type FsckLine = { checked: number; of: number } | FsckCheck | { entries: number; isGood: boolean };

/** Bytes of a tile that grows no more. */
const FULL_TILE = 8_192;

/** Makes the log again from the rows of the live database, in one snapshot, and compares: rows, leaves, tiles, heads, lists. */
@Injectable()
export class LogFsck {
  constructor(
    private readonly key: LogKey,
    private readonly snapshots: SnapshotRepository,
    private readonly rows: LogFsckRepository,
  ) {}

  /** A line of JSON for everything there is to tell, as soon as it is known: a large log takes minutes. */
  stream(): Promise<Readable> {
    return streamOf(this.text());
  }

  private async *text(): AsyncGenerator<string> {
    for await (const line of this.snapshots.read((client) => this.linesIn(client))) yield `${JSON.stringify(line)}\n`;
  }

  private async *linesIn(client: PoolClient): AsyncGenerator<FsckLine> {
    let entries = 0;
    let isGood = true;
    for await (const line of this.checksIn(client)) {
      if ('checked' in line) entries = line.checked;
      else isGood &&= line.ok;
      yield line;
    }
    yield { entries, isGood };
  }

  private async *checksIn(client: PoolClient): AsyncGenerator<{ checked: number; of: number } | FsckCheck> {
    const bad = { row: '', tile: '', head: '', signature: '' };
    const note = (kind: keyof typeof bad, detail: string) => (bad[kind] ||= detail);
    const newest = await this.rows.newest(client);
    let edge = new Map<string, Buffer>();
    let [size, from, count] = [0, 0, 0];
    const checkHead = (head: FsckHead | undefined) => {
      if (!head) return;
      count++;
      const root = rangeHash({ start: 0, end: size }, nodesOf(edge));
      const said = parseCheckpoint(head.note);
      if (!root.equals(head.root) || said?.note.text !== checkpointText({ origin: this.key.origin, size, root })) note('head', `the checkpoint of size ${size} is not that of the rows`);
      else if (!isSignedBy(said.note, this.key.signer)) note('signature', `the checkpoint of size ${size} is not signed by the log key`);
    };
    checkHead((await this.rows.heads(client, 0, 0))[0]);
    for (;;) {
      const batch = await this.rows.entries(client, from);
      if (batch.length === 0) break;
      from = batch.at(-1)!.index + 1;
      const heads = new Map((await this.rows.heads(client, size + 1, size + batch.length)).map((head) => [head.size, head]));
      // Up to each head in turn, so that its root can be made from the edge of the tree.
      for (let at = 0; at < batch.length; ) {
        const leaves: Hash[] = [];
        do leaves.push(this.leafOf(batch[at]!, size + leaves.length, note));
        while (++at < batch.length && !heads.has(size + leaves.length));
        const grown = appended(size, leaves, edge);
        size += leaves.length;
        const stored = await this.rows.tiles(client, [...grown.keys()]);
        for (const [key, tile] of grown) {
          // A tile that still grows may hold leaves of entries that follow.
          const known = tile.length === FULL_TILE ? stored.get(key) : stored.get(key)?.subarray(0, tile.length);
          if (!known?.equals(tile)) note('tile', `tile ${key} is not that of the rows`);
        }
        const all = new Map([...edge, ...grown]);
        edge = new Map(edgeOf(size).map((id) => [keyOf(id), all.get(keyOf(id))!]));
        checkHead(heads.get(size));
      }
      yield { checked: size, of: Math.max(newest, size) };
    }
    if (newest !== size) note('head', newest < size ? `entries ${Math.max(newest, 0)} to ${size - 1} stand under no checkpoint` : `the checkpoint of size ${newest} has lost its entries`);
    yield { what: 'every entry is what its row hashes to', ok: bad.row === '', detail: bad.row || `${size} entries` };
    yield { what: 'every tile is that of the entries', ok: bad.tile === '', detail: bad.tile };
    yield { what: 'every checkpoint has the root of the tree', ok: bad.head === '', detail: bad.head || `${count} checkpoints` };
    yield { what: 'every checkpoint is signed with the log key', ok: bad.signature === '', detail: bad.signature };
    yield await this.cosignatures(client);
    for (const { what, sql } of FORBIDDEN) {
      const found = await this.rows.firstOf(client, sql);
      yield { what, ok: found === null, detail: found ?? '' };
    }
  }

  private leafOf({ actor, content, salt, salts, erased, ...row }: LogEntryRow, index: number, note: (kind: 'row', detail: string) => void): Hash {
    const { type, reportId, incidentId, recordedAt } = row;
    if (row.index !== index) note('row', `index ${index} is missing`);
    if (type === null || recordedAt === null || content === null) {
      note('row', `index ${row.index}: the fact is missing`);
      return Buffer.from(row.leafHash, 'hex');
    }
    const commitment = commitmentOf(fieldsOf(actor && this.key.pseudonymOf(actor), content), salt ?? { salts: salts ?? {}, erased: erased ?? {} });
    const hash = leafHash(leafText({ index: row.index, type, reportId, incidentId, recordedAt, commitment }));
    if (commitment !== row.commitment || hash.toString('hex') !== row.leafHash) note('row', `index ${row.index}: the fact is not the one that was recorded`);
    return hash;
  }

  private async cosignatures(client: PoolClient): Promise<FsckCheck> {
    const what = 'every cosignature of a known witness is good';
    let count = 0;
    for (let last: { size: number; witness: string } = { size: -1, witness: '' }; ; ) {
      const batch = await this.rows.cosignatures(client, last);
      const bad = batch.find((cosignature) => !this.isGood(cosignature));
      if (bad) return { what, ok: false, detail: `${bad.witness} at size ${bad.size}` };
      if (batch.length === 0) return { what, ok: true, detail: `${count} cosignatures` };
      count += batch.length;
      last = batch.at(-1)!;
    }
  }

  /** A witness that is no longer named in the settings is not judged. */
  private isGood({ witness, line, note }: FsckCosignature): boolean {
    const verifier = this.key.witnesses.find((known) => known.verifier.name === witness)?.verifier;
    const [signature] = parseSignatures(line) ?? [];
    return !verifier || (signature !== undefined && cosignedAt(parseCheckpoint(note)?.note.text ?? '', signature, verifier) !== null);
  }
}
