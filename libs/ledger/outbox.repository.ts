import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database, prepared } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { Topic } from './fact';
import type { Suspect } from './suspect-groups';

export interface Work {
  topic: Topic;
  subjectId: string;
}

/** How much work of a topic waits, and for how long the oldest has. */
export interface TopicDepth {
  topic: Topic;
  open: number;
  quarantined: number;
  oldestSeconds: number;
}

export interface QuarantinedWork extends Work {
  attempts: number;
  lastError: string | null;
  quarantinedAt: Date;
}

/** The channel on which processes tell each other that there may be work. Losing a message costs a poll, never work. */
export const WORK_CHANNEL = 'hotline_work';

/** Between two calls to other processes, in milliseconds: what is said meanwhile is said once. */
const CALL_APART_MS = 20;

/**
 * Ends a statement's WHERE: its commit does not wait for the disk. Only for notes about work, never for work itself: a crash
 * of the server forgets at most that a row was handed on or started, and it is handed on again.
 */
const AS_A_NOTE = `(SELECT set_config('synchronous_commit', 'off', true)) = 'off'`;

const OPEN = `
  INSERT INTO outbox (topic, subject_id)
  SELECT $1, id FROM (SELECT DISTINCT unnest($2::uuid[]) AS id ORDER BY 1) AS subject
  ON CONFLICT (topic, subject_id) DO UPDATE
    SET dispatched_at = NULL, due_at = now(), quarantined_at = NULL, attempts = 0, lone_starts = 0, last_error = NULL`;

// No join below, and nothing prepared: the outbox is empty at one moment and holds a hundred thousand rows at the next, before PostgreSQL has counted
// them. What it takes for one row it would look through once for each id.
const START = `
  WITH waiting AS (
    SELECT subject_id, attempts FROM outbox
     WHERE topic = $1 AND subject_id = ANY($2::uuid[]) AND quarantined_at IS NULL ORDER BY subject_id FOR UPDATE),
  counted AS (
    UPDATE outbox SET attempts = attempts + (attempts = 0)::int
     WHERE topic = $1 AND subject_id = ANY(ARRAY(SELECT subject_id FROM waiting)) AND ${AS_A_NOTE})
  SELECT subject_id AS id, attempts AS starts FROM waiting`;

const CLAIM = `
  DELETE FROM outbox WHERE topic = $1 AND subject_id = ANY(ARRAY(
    SELECT subject_id FROM outbox WHERE topic = $1 AND subject_id = ANY($2::uuid[]) AND quarantined_at IS NULL
     ORDER BY subject_id FOR UPDATE SKIP LOCKED))
  RETURNING subject_id AS id`;

// A row that was opened anew in this very moment has another ctid: it is taken the next time.
const TAKE = `
  WITH taken AS (
    UPDATE outbox SET dispatched_at = now()
     WHERE ctid = ANY(ARRAY(
             SELECT waiting.ctid
               FROM unnest($1::text[], $2::int[]) AS room(topic, size)
              CROSS JOIN LATERAL (
                SELECT ctid FROM outbox
                 WHERE topic = room.topic AND dispatched_at IS NULL AND quarantined_at IS NULL AND due_at <= now()
                 ORDER BY lane, due_at LIMIT room.size FOR UPDATE SKIP LOCKED) AS waiting))
       AND ${AS_A_NOTE}
    RETURNING topic, subject_id, lane, due_at)
  SELECT topic, subject_id AS "subjectId" FROM taken ORDER BY topic, lane, due_at`;

/** What work there is: PostgreSQL alone knows. A row stays until the step that consumes it commits. */
@Injectable()
export class Outbox {
  private ear: (() => void) | null = null;
  private hasNews = false;
  private calling: Promise<void> | null = null;

  constructor(private readonly database: Database) {}

  /** A relay in this process hears of work directly: a poke then costs no query. */
  heardBy(ear: (() => void) | null): void {
    this.ear = ear;
  }

  /**
   * Opens the next piece of work in the transaction that made it due. Already open work is opened anew, so that a step
   * which is just running (it has deleted the row) is followed by another run that sees this transaction.
   */
  async open(tx: EntityManager, topic: Topic, subjectIds: readonly string[]): Promise<void> {
    if (subjectIds.length === 0) return;
    await prepared(tx, OPEN, [topic, subjectIds]);
  }

  /** Says that there may be work. Call after the commit; not waiting for it is fine. Calls that come close together are one. */
  poke(): void {
    if (this.ear) return this.ear();
    this.hasNews = true;
    this.calling ??= this.call().finally(() => (this.calling = null));
  }

  private async call(): Promise<void> {
    while (this.hasNews) {
      this.hasNews = false;
      await this.database.query(`SELECT pg_notify('${WORK_CHANNEL}', '')`).catch(() => undefined);
      await delay(CALL_APART_MS, undefined, { ref: false });
    }
  }

  /** Marks waiting rows as handed to Redis and returns them in their order: of each topic as many as there is room for, the public last, else oldest first. Several relays share the work. */
  take(room: ReadonlyMap<Topic, number>): Promise<Work[]> {
    return this.database.query(TAKE, [[...room.keys()], [...room.values()]]);
  }

  /** Gives rows back that could not be handed on. */
  async giveBack(work: readonly Work[]): Promise<void> {
    for (const topic of new Set(work.map((piece) => piece.topic))) {
      const subjectIds = work.filter((piece) => piece.topic === topic).map(({ subjectId }) => subjectId);
      await this.database.query('UPDATE outbox SET dispatched_at = NULL WHERE topic = $1 AND subject_id = ANY($2::uuid[])', [topic, subjectIds]);
    }
  }

  /** Sends again what was handed to Redis more than `seconds` ago and is still open: Redis forgot it, or a worker died. */
  async reopenOlderThan(seconds: number): Promise<number> {
    const [, count] = await this.database.query<never>(
      `UPDATE outbox SET dispatched_at = NULL
        WHERE dispatched_at < now() - make_interval(secs => $1) AND quarantined_at IS NULL AND ${AS_A_NOTE}`,
      [seconds],
    );
    return count as unknown as number;
  }

  /** What the server's clock says, in milliseconds since 1970. */
  async serverTime(): Promise<number> {
    const [row] = await this.database.query<{ now: number }>('SELECT extract(epoch FROM clock_timestamp())::float * 1000 AS now');
    return row!.now;
  }

  /**
   * Work of the future is work of before the server's clock was set back: only what failed is put off, and for a minute at most.
   * It is due now. Returns how much there was.
   */
  async bringBackFromTheFuture(): Promise<number> {
    const [, count] = await this.database.query<never>(
      `UPDATE outbox SET dispatched_at = NULL, due_at = least(due_at, now())
        WHERE quarantined_at IS NULL AND ${AS_A_NOTE}
          AND (dispatched_at > now() OR due_at > now() + make_interval(secs => CASE WHEN last_error IS NULL THEN 0 ELSE 60 END))`,
    );
    return count as unknown as number;
  }

  /**
   * Counts a start before the work begins, so that work which kills its worker is counted too. Fresh work may run together;
   * work that was started before and did not finish is suspect and is not counted here.
   */
  async start(topic: Topic, subjectIds: readonly string[]): Promise<{ fresh: string[]; suspects: Suspect[] }> {
    const rows = await this.database.query<Suspect>(START, [topic, subjectIds]);
    return { fresh: rows.filter(({ starts }) => starts === 0).map(({ id }) => id), suspects: rows.filter(({ starts }) => starts > 0) };
  }

  /** Counts a start of suspects that go together. */
  async startAgain(topic: Topic, subjectIds: readonly string[]): Promise<void> {
    await this.database.query(`UPDATE outbox SET attempts = attempts + 1 WHERE topic = $1 AND subject_id = ANY($2::uuid[]) AND ${AS_A_NOTE}`, [topic, subjectIds]);
  }

  /**
   * Counts a start of one suspect. False when it is quarantined instead (visible, never dropped): it failed `maxAttempts`
   * times, or it ended its worker `maxCrashes` times while it ran alone.
   */
  async startAlone(topic: Topic, subjectId: string, maxAttempts: number, maxCrashes: number): Promise<boolean> {
    const [rows] = (await this.database.query<never>(
      `UPDATE outbox SET attempts = attempts + 1, lone_starts = lone_starts + 1,
              quarantined_at = CASE WHEN attempts >= $3 OR lone_starts >= $4 THEN now() END,
              last_error = CASE WHEN lone_starts >= $4 THEN 'ended its worker, or never finished' ELSE last_error END
        WHERE topic = $1 AND subject_id = $2 AND quarantined_at IS NULL
        RETURNING quarantined_at IS NULL AS ready`,
      [topic, subjectId, maxAttempts, maxCrashes],
    )) as unknown as [{ ready: boolean }[]];
    return rows[0]?.ready ?? true; // gone: somebody else has done it, and the claim will find nothing
  }

  /** Takes the right to do the work: deletes the rows in the step's own transaction. Rows another run holds are left out. */
  async claim(tx: EntityManager, topic: Topic, subjectIds: readonly string[]): Promise<string[]> {
    const [rows] = (await tx.query(CLAIM, [topic, subjectIds])) as [{ id: string }[], number];
    return rows.map((row) => row.id).sort();
  }

  /** Notes why a start failed; it is tried again after 1, 2, 4 ... 60 seconds and quarantined after `maxAttempts`. */
  async fail(topic: Topic, subjectId: string, error: string, maxAttempts: number): Promise<void> {
    await this.database.query(
      `UPDATE outbox SET last_error = $3, lone_starts = 0, dispatched_at = NULL, due_at = now() + make_interval(secs => least(60, power(2, attempts - 1))),
              quarantined_at = CASE WHEN attempts >= $4 THEN now() END
        WHERE topic = $1 AND subject_id = $2`,
      [topic, subjectId, error, maxAttempts],
    );
  }

  quarantined(limit = 200): Promise<QuarantinedWork[]> {
    return this.database.query(
      `SELECT topic, subject_id AS "subjectId", attempts, last_error AS "lastError", quarantined_at AS "quarantinedAt"
         FROM outbox WHERE quarantined_at IS NOT NULL ORDER BY quarantined_at LIMIT $1`,
      [limit],
    );
  }

  /** Opens quarantined work again. Returns false when there is no such row. */
  async retry(topic: Topic, subjectId: string): Promise<boolean> {
    const [, count] = (await this.database.query(
      `UPDATE outbox SET quarantined_at = NULL, attempts = 0, lone_starts = 0, dispatched_at = NULL, due_at = now()
        WHERE topic = $1 AND subject_id = $2 AND quarantined_at IS NOT NULL`,
      [topic, subjectId],
    )) as unknown as [unknown, number];
    return count > 0;
  }

  /** Open work by topic: what waits, what is quarantined, and how old the oldest is (seconds). */
  depth(): Promise<TopicDepth[]> {
    return this.database.query(
      `SELECT topic, count(*) FILTER (WHERE quarantined_at IS NULL)::int AS open,
              count(*) FILTER (WHERE quarantined_at IS NOT NULL)::int AS quarantined,
              greatest(extract(epoch FROM now() - min(opened_at) FILTER (WHERE quarantined_at IS NULL)), 0)::float AS "oldestSeconds"
         FROM outbox GROUP BY topic ORDER BY topic`,
    );
  }
}
