import { Injectable } from '@nestjs/common';
import { Database } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { Fields } from './leaf';
import { keyOf, type TileId, type Tiles } from './tiles';

/** Facts as they become leaves, in the order in which they were recorded: the n-th of each list is the n-th fact's. */
export interface PendingFacts {
  factIds: readonly string[];
  types: readonly string[];
  reportIds: readonly (string | null)[];
  incidentIds: readonly (string | null)[];
  actors: readonly (string | null)[];
  /** UTC with six decimals. */
  recordedAt: readonly string[];
  contents: readonly Fields[];
  /** 64 hexadecimal digits. */
  salts: readonly string[];
}

export const NO_FACTS: PendingFacts = { factIds: [], types: [], reportIds: [], incidentIds: [], actors: [], recordedAt: [], contents: [], salts: [] };

/** Facts with contiguous indices. */
export interface SequencedFacts {
  start: number;
  factIds: readonly string[];
  /** Of each fact its commitment and its leaf hash, 32 bytes each, one after another. */
  hashes: Buffer;
  /** Those in which they lie, and those above that grew by them. */
  tiles: Tiles;
}

/** Facts that are read at once. */
export const CHUNK = 2_000;

export interface StoredCheckpoint {
  size: number;
  root: Buffer;
  note: string;
  madeAt: Date;
}

export interface Cosignature {
  size: number;
  witness: string;
  line: string;
  cosignedAt: Date;
}

/** One number for the one sequencer, whichever process it runs in. */
const SEQUENCER_LOCK = 0x4c4f47;

/** The exact instant, as text that no client rounds. */
export const INSTANT_TEXT = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;

// What was due is deleted by its range: in the statement's one snapshot that is the same rows, and no join looks for them again. The facts
// come as one text, column by column: PostgreSQL writes and V8 reads it in less than the rows and columns of each would cost.
const KEEP_AND_TAKE = `
  WITH kept AS (
         INSERT INTO log_entry (index, fact_id, commitment, leaf_hash)
         SELECT $1::bigint + n - 1, fact_id, substr($3::bytea, (64 * n - 63)::int, 32), substr($3::bytea, (64 * n - 31)::int, 32)
           FROM unnest($2::bigint[]) WITH ORDINALITY AS sequenced(fact_id, n)),
       grown AS (
         INSERT INTO log_tile (level, index, hashes)
         SELECT level, index, decode(hashes, 'hex') FROM unnest($4::int[], $5::bigint[], $6::text[]) AS tile(level, index, hashes)
             ON CONFLICT (level, index) DO UPDATE SET hashes = excluded.hashes),
       due AS MATERIALIZED (SELECT fact_id FROM log_pending WHERE fact_id > $7::bigint ORDER BY fact_id LIMIT ${CHUNK}),
       taken AS (DELETE FROM log_pending WHERE fact_id BETWEEN (SELECT min(fact_id) FROM due) AND (SELECT max(fact_id) FROM due))
  SELECT json_build_object(
           'factIds', json_agg(f.id::text ORDER BY f.id),
           'types', json_agg(f.type ORDER BY f.id),
           'reportIds', json_agg(f.report_id ORDER BY f.id),
           'incidentIds', json_agg(f.incident_id ORDER BY f.id),
           'actors', json_agg(f.actor ORDER BY f.id),
           'recordedAt', json_agg(to_char(f.recorded_at AT TIME ZONE 'UTC', ${INSTANT_TEXT}) ORDER BY f.id),
           'contents', json_agg(f.content ORDER BY f.id),
           'salts', json_agg(encode(f.salt, 'hex') ORDER BY f.id)) AS facts
    FROM due JOIN fact f ON f.id = due.fact_id HAVING count(*) > 0`;

const CHECKPOINT = `size::float8 AS size, root, note, made_at AS "madeAt"`;

@Injectable()
export class LogRepository {
  constructor(private readonly database: Database) {}

  /** True for one caller at a time; held until the transaction ends. Does not wait. */
  async becomeSequencer(tx: EntityManager): Promise<boolean> {
    const [row] = (await tx.query('SELECT pg_try_advisory_xact_lock($1) AS locked', [SEQUENCER_LOCK])) as [{ locked: boolean }];
    return row.locked;
  }

  /** The same, waiting for whoever is at it. */
  async waitToBeSequencer(tx: EntityManager): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [SEQUENCER_LOCK]);
  }

  async hasPending(): Promise<boolean> {
    const [row] = await this.database.query<{ pending: boolean }>('SELECT EXISTS (SELECT FROM log_pending) AS pending');
    return row!.pending;
  }

  /**
   * Keeps the entries and tiles of one chunk of facts and takes the next chunk, in one statement: PostgreSQL has work while its caller hashes. Facts
   * come in the order in which they were recorded; those that were committed late, below `after`, are for the next pass.
   * @param after the fact after which the next chunk begins; null takes none
   */
  async keepAndTake(tx: EntityManager, { start, factIds, hashes, tiles }: SequencedFacts, after: string | null): Promise<PendingFacts> {
    const ids = [...tiles.keys()].map((key) => key.split('/'));
    const grown = [ids.map(([level]) => level), ids.map(([, index]) => index), [...tiles.values()].map((tile) => tile.toString('hex'))];
    const [row] = (await tx.query(KEEP_AND_TAKE, [start, factIds, hashes, ...grown, after])) as [{ facts: PendingFacts }?];
    if (!row) return NO_FACTS;
    const { facts } = row;
    row.facts = NO_FACTS; // V8 frees the row only with its old memory, where every fact would be moved as well: a tenth of the whole run
    return facts;
  }

  async tiles(ids: readonly TileId[], tx?: EntityManager): Promise<Tiles> {
    if (ids.length === 0) return new Map();
    const sql = `SELECT t.level, t.index::float8 AS index, t.hashes FROM log_tile t
                   JOIN unnest($1::int[], $2::bigint[]) AS w(level, index) ON t.level = w.level AND t.index = w.index`;
    const parameters = [ids.map(({ level }) => level), ids.map(({ index }) => index)];
    const rows: { level: number; index: number; hashes: Buffer }[] = await (tx ? tx.query(sql, parameters) : this.database.query(sql, parameters));
    return new Map(rows.map((row) => [keyOf(row), row.hashes]));
  }

  async saveCheckpoint(tx: EntityManager, { size, root, note, madeAt }: StoredCheckpoint): Promise<void> {
    await tx.query('INSERT INTO log_checkpoint (size, root, note, made_at) VALUES ($1, $2, $3, $4)', [size, root, note, madeAt]);
  }

  async latest(tx?: EntityManager): Promise<StoredCheckpoint | null> {
    const sql = `SELECT ${CHECKPOINT} FROM log_checkpoint ORDER BY log_checkpoint.size DESC LIMIT 1`;
    const [row]: StoredCheckpoint[] = await (tx ? tx.query(sql) : this.database.query(sql));
    return row ?? null;
  }

  async checkpoint(size: number): Promise<StoredCheckpoint | null> {
    const [row] = await this.database.query<StoredCheckpoint>(`SELECT ${CHECKPOINT} FROM log_checkpoint WHERE log_checkpoint.size = $1`, [size]);
    return row ?? null;
  }

  /** The index of a report's acceptance, or null while it has none. */
  async indexOfReport(reportId: string): Promise<number | null> {
    const [row] = await this.database.query<{ index: number }>(
      `SELECT e.index::float8 AS index FROM fact f JOIN log_entry e ON e.fact_id = f.id WHERE f.report_id = $1 AND f.type = 'report.received'`,
      [reportId],
    );
    return row?.index ?? null;
  }

  async leafHash(index: number): Promise<Buffer | null> {
    const [row] = await this.database.query<{ hash: Buffer }>('SELECT leaf_hash AS hash FROM log_entry WHERE index = $1', [index]);
    return row?.hash ?? null;
  }

  cosignatures(size: number): Promise<Cosignature[]> {
    return this.database.query(
      `SELECT size::float8 AS size, witness, line, cosigned_at AS "cosignedAt" FROM log_cosignature WHERE log_cosignature.size = $1 ORDER BY witness`,
      [size],
    );
  }

  /** The newest cosignature of each witness. */
  newestCosignatures(): Promise<Cosignature[]> {
    return this.database.query(
      `SELECT DISTINCT ON (c.witness) c.size::float8 AS size, c.witness, c.line, c.cosigned_at AS "cosignedAt" FROM log_cosignature c ORDER BY c.witness, c.size DESC`,
    );
  }

  async saveCosignature({ size, witness, line, cosignedAt }: Cosignature): Promise<void> {
    await this.database.query(
      'INSERT INTO log_cosignature (size, witness, line, cosigned_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [size, witness, line, cosignedAt],
    );
  }
}
