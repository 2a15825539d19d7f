import { randomUUID } from 'node:crypto';
import { Clock, type Settings } from '@hotline/platform';
import { testDatabase, type TestDatabase } from '../../test/support';
import {
  commitmentOf, fieldsOf, INSTANT_TEXT, isSignedBy, leafHash, leafText, Ledger, LogKey, LogProofs, LogRepository, LogSequencer, LogService, parseCheckpoint, type Fields,
} from '.';
import { CHUNK } from './log.repository';
import { rootOf } from './merkle';
import { holdsConsistency, holdsInclusion } from './merkle-proof';

describe('the log', () => {
  let db: TestDatabase;
  let ledger: Ledger;
  let sequencer: LogSequencer;
  let log: LogService;
  const key = new LogKey({ secret: Buffer.alloc(32, 1) } as Settings);
  beforeAll(async () => {
    db = await testDatabase();
    const clock = new Clock();
    ledger = new Ledger(db.database, clock);
    const repository = new LogRepository(db.database);
    sequencer = new LogSequencer(db.database, repository, key, clock);
    log = new LogService(repository, new LogProofs(repository), sequencer, key);
  });
  afterAll(() => db.close());

  const record = (count: number) =>
    db.database.transaction((tx) =>
      ledger.record(tx, Array.from({ length: count }, (_, at) => ({ type: 'report.received', reportId: randomUUID(), actor: randomUUID(), content: { at } }))),
    );
  const bytes = (hashes: string[]) => hashes.map((hash) => Buffer.from(hash, 'hex'));

  it('has a signed head before anything happened', async () => {
    const head = parseCheckpoint(await log.checkpoint())!;
    expect([head.size, isSignedBy(head.note, key.signer)]).toEqual([0, true]);
  });

  it('gives contiguous indices, also when several sequencers run and facts commit out of their order', async () => {
    const late = db.database.source.createQueryRunner();
    await late.startTransaction();
    await ledger.record(late.manager, [{ type: 'report.received', reportId: randomUUID(), content: { late: true } }]);
    await record(300);
    await Promise.all([sequencer.pass(), sequencer.pass(), sequencer.bringUpToDate()]);
    await late.commitTransaction();
    await late.release();
    await Promise.all([sequencer.bringUpToDate(), record(5), sequencer.bringUpToDate()]);
    await sequencer.bringUpToDate();
    const [row] = await db.database.query<Record<string, number>>(
      `SELECT count(*)::int AS entries, max(index)::int AS last, (SELECT count(*)::int FROM fact) AS facts, (SELECT count(*)::int FROM log_pending) AS pending FROM log_entry`,
    );
    expect(row).toEqual({ entries: 306, last: 305, facts: 306, pending: 0 });
  });

  it('proves every leaf and every earlier head against the newest', async () => {
    await record(700);
    await sequencer.bringUpToDate();
    const head = parseCheckpoint(await log.checkpoint())!;
    for (const index of [0, 1, 255, 256, 300, 1005]) {
      const answer = await log.inclusion({ index: String(index) });
      expect(holdsInclusion(Buffer.from(answer.leafHash!, 'hex'), index, head.size, bytes(answer.proof), head.root)).toBe(true);
    }
    const heads = await db.database.query<{ size: number; root: Buffer }>('SELECT size::int, root FROM log_checkpoint');
    for (const { size, root } of heads) {
      const { proof, toRoot } = await log.consistency({ from: String(size) });
      expect(toRoot).toBe(head.root.toString('hex'));
      expect(holdsConsistency(size, root, head.size, head.root, bytes(proof))).toBe(true);
    }
  });

  it('knows where a report was accepted, and says when it does not', async () => {
    const [row] = await db.database.query<{ id: string }>(`SELECT report_id AS id FROM fact WHERE report_id IS NOT NULL ORDER BY fact.id DESC LIMIT 1`);
    expect(await log.inclusion({ reportId: row!.id })).toMatchObject({ index: 1005, size: 1006 });
    await expect(log.inclusion({ reportId: randomUUID() })).rejects.toThrow('No such thing');
    await expect(log.inclusion({ index: '1006' })).rejects.toThrow('no leaf 1006');
    await expect(log.inclusion({})).rejects.toThrow();
    await expect(log.consistency({ from: '2000' })).rejects.toThrow();
  });

  it('takes a long backlog in chunks, in the order of its facts, under one checkpoint', async () => {
    const heads = async () => (await db.database.query<{ size: number; root: Buffer }>('SELECT size::int, root FROM log_checkpoint ORDER BY size')).slice(-2);
    await record(2 * CHUNK + 100);
    expect(await sequencer.pass()).toBe(2 * CHUNK + 100);
    const [before, head] = await heads();
    expect(head!.size - before!.size).toBe(2 * CHUNK + 100);
    const rows = await db.database.query<{ index: number; type: string; reportId: string; recordedAt: string; actor: string; content: Fields; salt: string; commitment: string; leaf: Buffer }>(
      `SELECT e.index::int, f.type, f.report_id AS "reportId", to_char(f.recorded_at AT TIME ZONE 'UTC', ${INSTANT_TEXT}) AS "recordedAt", f.actor, f.content, encode(f.salt, 'hex') AS salt,
              encode(e.commitment, 'hex') AS commitment, e.leaf_hash AS leaf FROM log_entry e JOIN fact f ON f.id = e.fact_id ORDER BY f.id`,
    );
    // The first of all facts was committed late, behind 300 others.
    expect(rows.slice(1_006).map(({ index }) => index)).toEqual(Array.from({ length: 2 * CHUNK + 100 }, (_, at) => 1_006 + at));
    for (const { salt, content, actor, leaf, ...open } of rows.slice(1_006)) {
      const commitment = commitmentOf(fieldsOf(key.pseudonymOf(actor), content), salt);
      expect([open.commitment, leaf]).toEqual([commitment, leafHash(leafText({ ...open, incidentId: null }))]);
    }
    const byIndex = rows.sort((a, b) => a.index - b.index).map(({ leaf }) => leaf);
    expect(rootOf(byIndex)).toEqual(head!.root);
    for (const index of [1_005, 1_006, 1_023, 1_024, 1_006 + CHUNK, head!.size - CHUNK, head!.size - 1]) {
      const { proof } = await log.inclusion({ index: String(index) });
      expect(holdsInclusion(byIndex[index]!, index, head!.size, bytes(proof), head!.root)).toBe(true);
    }
  });

  it('is the same text for the same head, and refuses to be rewritten by the service', async () => {
    expect(await log.checkpoint()).toBe(await log.checkpoint());
    await expect(db.database.query('UPDATE log_entry SET index = index + 1')).rejects.toThrow('never changed');
    await expect(db.database.query('DELETE FROM log_checkpoint')).rejects.toThrow('never changed');
    expect(leafHash('')).toHaveLength(32);
  });
});
