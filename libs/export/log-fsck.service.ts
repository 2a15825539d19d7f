import { Injectable } from '@nestjs/common';
import {
  appended,
  checkpointText,
  commitmentOf,
  cosignedAt,
  edgeOf,
  fieldsOf,
  INSTANT_TEXT,
  isSignedBy,
  keyOf,
  leafHash,
  leafText,
  LogKey,
  parseCheckpoint,
  parseSignatures,
  rangeHash,
  nodesOf,
  type Fields,
  type Hash,
} from '@hotline/ledger';
import type { PoolClient } from 'pg';
import { SnapshotRepository } from './snapshot.repository';

export interface FsckCheck {
  what: string;
  ok: boolean;
  /** The first thing that is wrong, or how much was looked at. */
  detail: string;
}

interface EntryRow {
  index: number;
  commitment: string;
  leafHash: string;
  type: string | null;
  reportId: string | null;
  incidentId: string | null;
  actor: string | null;
  recordedAt: string;
  content: Fields;
  salt: string;
}

const BATCH = 2_000;

/** Makes the log again from the rows of the live database, in one snapshot, and compares: rows, leaves, tiles, heads, lists. */
@Injectable()
export class LogFsck {
  constructor(
    private readonly key: LogKey,
    private readonly snapshots: SnapshotRepository,
  ) {}

  async run(): Promise<{ entries: number; isGood: boolean; checks: FsckCheck[] }> {
    const checks: FsckCheck[] = [];
    let entries = 0;
    for await (const result of this.snapshots.read((client) => this.checksIn(client))) {
      if ('entries' in result) entries = result.entries;
      else checks.push(result);
    }
    return { entries, isGood: checks.every(({ ok }) => ok), checks };
  }

  private async *checksIn(client: PoolClient): AsyncGenerator<FsckCheck | { entries: number }> {
    const bad = { row: '', tile: '', head: '', signature: '' };
    const note = (kind: keyof typeof bad, detail: string) => (bad[kind] ||= detail);
    const heads = new Map((await rowsOf<{ size: number; root: Buffer; note: string }>(client, 'SELECT size::float8 AS size, root, note FROM log_checkpoint')).map((head) => [head.size, head]));
    let edge = new Map<string, Buffer>();
    let size = 0;
    const checkHead = () => {
      const head = heads.get(size);
      if (!head) return;
      const root = rangeHash({ start: 0, end: size }, nodesOf(edge));
      const said = parseCheckpoint(head.note);
      if (!root.equals(head.root) || said?.note.text !== checkpointText({ origin: this.key.origin, size, root })) note('head', `the checkpoint of size ${size} is not that of the rows`);
      else if (!isSignedBy(said.note, this.key.signer)) note('signature', `the checkpoint of size ${size} is not signed by the log key`);
    };
    checkHead();
    for (;;) {
      const batch = await this.entries(client, size);
      if (batch.length === 0) break;
      // Up to each head in turn, so that its root can be made from the edge of the tree.
      for (let at = 0; at < batch.length; ) {
        const leaves: Hash[] = [];
        do leaves.push(this.leafOf(batch[at]!, size + leaves.length, note));
        while (++at < batch.length && !heads.has(size + leaves.length));
        const grown = appended(size, leaves, edge);
        size += leaves.length;
        for (const [key, stored] of await this.tiles(client, [...grown.keys()])) {
          const isFull = grown.get(key)!.length === 8192;
          if (isFull ? !stored?.equals(grown.get(key)!) : !stored?.subarray(0, grown.get(key)!.length).equals(grown.get(key)!)) note('tile', `tile ${key} is not that of the rows`);
        }
        const all = new Map([...edge, ...grown]);
        edge = new Map(edgeOf(size).map((id) => [keyOf(id), all.get(keyOf(id))!]));
        checkHead();
      }
    }
    const last = Math.max(-1, ...heads.keys());
    if (last !== size) note('head', last < size ? `entries ${Math.max(last, 0)} to ${size - 1} stand under no checkpoint` : `the checkpoint of size ${last} has lost its entries`);
    yield { entries: size };
    yield { what: 'every entry is what its row hashes to', ok: bad.row === '', detail: bad.row || `${size} entries` };
    yield { what: 'every tile is that of the entries', ok: bad.tile === '', detail: bad.tile };
    yield { what: 'every checkpoint has the root of the tree', ok: bad.head === '', detail: bad.head || `${heads.size} checkpoints` };
    yield { what: 'every checkpoint is signed with the log key', ok: bad.signature === '', detail: bad.signature };
    yield await this.cosignatures(client);
    yield await none(client, 'every fact is in the log or waits for its index', `SELECT 'fact ' || f.id AS bad FROM fact f
      WHERE NOT EXISTS (SELECT FROM log_entry e WHERE e.fact_id = f.id) AND NOT EXISTS (SELECT FROM log_pending p WHERE p.fact_id = f.id)`);
    yield await none(client, 'no fact waits for more than a minute', `SELECT 'fact ' || f.id || ' of ' || f.recorded_at AS bad FROM log_pending p JOIN fact f ON f.id = p.fact_id
      WHERE f.recorded_at < now() - interval '1 minute'`);
    yield await none(client, 'every report that was accepted is recorded', `SELECT 'report ' || r.id AS bad FROM report r
      WHERE NOT EXISTS (SELECT FROM fact f WHERE f.report_id = r.id AND f.type = 'report.received' AND f.content->>'contentSha256' = encode(r.content_sha256, 'hex'))`);
    yield await none(client, 'the docket shows what was listed last', `SELECT 'incident ' || d.incident_id AS bad FROM docket d
      WHERE NOT EXISTS (SELECT FROM fact f WHERE f.incident_id = d.incident_id AND f.type = 'incident.listed' AND f.content->>'revision' = d.revision::text
              AND f.content->>'factStatus' = d.fact_status AND f.content->>'scope' = d.scope AND f.content->>'determination' = d.determination
              AND f.content->>'state' = d.state AND (f.content->>'killed')::int IS NOT DISTINCT FROM d.killed)`);
  }

  private leafOf({ actor, content, salt, ...row }: EntryRow, index: number, note: (kind: 'row', detail: string) => void): Hash {
    const { type } = row;
    if (row.index !== index) note('row', `index ${index} is missing`);
    if (type === null) {
      note('row', `index ${row.index}: the fact is missing`);
      return Buffer.from(row.leafHash, 'hex');
    }
    const commitment = commitmentOf(fieldsOf(actor && this.key.pseudonymOf(actor), content), salt);
    const hash = leafHash(leafText({ index: row.index, type, reportId: row.reportId, incidentId: row.incidentId, recordedAt: row.recordedAt, commitment }));
    if (commitment !== row.commitment || hash.toString('hex') !== row.leafHash) note('row', `index ${row.index}: the fact is not the one that was recorded`);
    return hash;
  }

  private entries(client: PoolClient, from: number): Promise<EntryRow[]> {
    return rowsOf(
      client,
      `SELECT e.index::float8 AS index, encode(e.commitment, 'hex') AS commitment, encode(e.leaf_hash, 'hex') AS "leafHash", f.type,
              f.report_id AS "reportId", f.incident_id AS "incidentId", f.actor, f.content, encode(f.salt, 'hex') AS salt,
              to_char(f.recorded_at AT TIME ZONE 'UTC', ${INSTANT_TEXT}) AS "recordedAt"
         FROM log_entry e LEFT JOIN fact f ON f.id = e.fact_id WHERE e.index >= $1 ORDER BY e.index LIMIT ${BATCH}`,
      [from],
    );
  }

  private async tiles(client: PoolClient, keys: readonly string[]): Promise<Map<string, Buffer | undefined>> {
    const rows = await rowsOf<{ key: string; hashes: Buffer }>(client, `SELECT level || '/' || index AS key, hashes FROM log_tile WHERE (level, index) IN (SELECT split_part(k, '/', 1)::smallint, split_part(k, '/', 2)::bigint FROM unnest($1::text[]) AS k)`, [keys]);
    const stored = new Map(rows.map(({ key, hashes }) => [key, hashes]));
    return new Map(keys.map((key) => [key, stored.get(key)]));
  }

  private async cosignatures(client: PoolClient): Promise<FsckCheck> {
    const rows = await rowsOf<{ size: number; witness: string; line: string; note: string }>(client, 'SELECT s.size::float8 AS size, s.witness, s.line, c.note FROM log_cosignature s JOIN log_checkpoint c ON c.size = s.size');
    const bad = rows.find(({ witness, line, note }) => {
      const verifier = this.key.witnesses.find((known) => known.verifier.name === witness)?.verifier;
      const [signature] = parseSignatures(line) ?? [];
      return verifier && (!signature || cosignedAt(parseCheckpoint(note)?.note.text ?? '', signature, verifier) === null);
    });
    return { what: 'every cosignature of a known witness is good', ok: !bad, detail: bad ? `${bad.witness} at size ${bad.size}` : `${rows.length} cosignatures` };
  }
}

/** Holds when the query finds nothing; otherwise names the first it finds. */
async function none(client: PoolClient, what: string, sql: string): Promise<FsckCheck> {
  const [found] = await rowsOf<{ bad: string }>(client, `${sql} LIMIT 1`);
  return { what, ok: !found, detail: found?.bad ?? '' };
}

async function rowsOf<Row extends object>(client: PoolClient, sql: string, parameters: unknown[] = []): Promise<Row[]> {
  return (await client.query<Row>(sql, parameters)).rows;
}
