import { randomUUID } from 'node:crypto';
import { Clock, createLog, type Database } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { testDatabase, type TestDatabase } from '../../test/support';
import { Ledger } from './ledger.repository';
import { Outbox } from './outbox.repository';
import { MAX_ATTEMPTS, MAX_CRASHES, StepRunner } from './step-runner.service';
import type { Step } from './step';

describe('the outbox and the step runner', () => {
  let db: TestDatabase;
  let outbox: Outbox;
  let ledger: Ledger;
  let runner: StepRunner;
  beforeAll(async () => {
    db = await testDatabase();
    outbox = new Outbox(db.database);
    ledger = new Ledger(db.database, new Clock());
    runner = new StepRunner(db.database, outbox, createLog('silent'));
  });
  afterAll(() => db.close());
  beforeEach(() => db.database.query('DELETE FROM outbox'));

  const step = (run: (id: string) => void | Promise<void>): Step => ({
    on: 'report.received',
    run: async (tx, ids) => {
      for (const id of ids) await run(id);
      await ledger.record(tx, ids.map((reportId) => ({ type: 'test.done', reportId, content: {} })));
    },
  });
  const open = (ids: string[]) => db.database.transaction((tx) => outbox.open(tx, 'report.received', ids));
  const take = (most: number) => outbox.take(new Map([['report.received', most]]));
  const done = async (id: string) => (await ledger.ofReport(id)).length;
  const row = async (id: string) => (await db.database.query<{ attempts: number; quarantined_at: Date | null; last_error: string | null }>('SELECT * FROM outbox WHERE subject_id = $1', [id]))[0];

  it('does a piece of work once, however often the job is delivered', async () => {
    const id = randomUUID();
    await open([id]);
    await Promise.all([1, 2, 3].map(() => runner.run(step(() => undefined), [id])));
    await runner.run(step(() => undefined), [id]);
    expect([await done(id), await row(id)]).toEqual([1, undefined]);
  });

  it('keeps the work when the step fails, and leaves nothing of the failed run', async () => {
    const id = randomUUID();
    await open([id]);
    await runner.run(step(() => { throw new TypeError('a secret narrative'); }), [id]);
    expect(await done(id)).toBe(0);
    expect(await row(id)).toMatchObject({ attempts: 1, quarantined_at: null, last_error: expect.stringMatching(/^TypeError/) });
    expect((await row(id))!.last_error).not.toContain('secret');
  });

  it('quarantines a poisonous report after its attempts, and its neighbours are done at once', async () => {
    const [poison, ...others] = [randomUUID(), randomUUID(), randomUUID()];
    await open([poison, ...others]);
    const run = () => runner.run(step((id) => { if (id === poison) throw new Error('poison'); }), [poison, ...others]);
    await run();
    expect(await Promise.all(others.map(done))).toEqual([1, 1]);
    for (let start = 1; start < MAX_ATTEMPTS + 1; start++) await run();
    expect((await row(poison))!.quarantined_at).not.toBeNull();
    expect((await outbox.quarantined()).map(({ subjectId }) => subjectId)).toEqual([poison]);
    await outbox.retry('report.received', poison);
    await runner.run(step(() => undefined), [poison]);
    expect(await done(poison)).toBe(1);
  });

  it('quarantines work that ends its worker every time it runs alone, and its innocent neighbours are done', async () => {
    const [killer, ...others] = [randomUUID(), randomUUID(), randomUUID()];
    await open([killer, ...others]);
    await outbox.start('report.received', [killer, ...others]); // a worker dies in the middle of the batch
    for (let crash = 0; crash < MAX_CRASHES; crash++) {
      expect(await outbox.startAlone('report.received', killer, MAX_ATTEMPTS, MAX_CRASHES)).toBe(true);
    }
    await runner.run(step(() => undefined), [killer, ...others]);
    expect(await Promise.all([killer, ...others].map(done))).toEqual([0, 1, 1]);
    expect(await row(killer)).toMatchObject({ quarantined_at: expect.any(Date), last_error: 'ended its worker, or never finished' });
  });

  it('runs what is fresh first, what did not finish once in a small group, and what did not finish twice alone', async () => {
    const ids = Array.from({ length: 6 }, () => randomUUID()).sort();
    const [fresh, once, twice] = [ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)];
    await open([...once, ...twice]);
    await outbox.start('report.received', [...once, ...twice]);
    await outbox.startAgain('report.received', twice);
    await open(fresh);
    const batches: string[][] = [];
    await runner.run({ on: 'report.received', run: async (_, batch) => void batches.push([...batch].sort()) }, ids);
    expect(batches).toEqual([fresh, once, [twice[0]], [twice[1]]]);
  });

  it('finds what ends its worker in a full batch after two crashes and its own three, and the others are done', async () => {
    const ids = Array.from({ length: 40 }, () => randomUUID());
    const killer = ids[17]!;
    await open(ids);
    const crash = new Error('the worker ends here');
    let isGone = false; // and with it everything that would have come after: nothing else is done, nothing is noted any more
    jest.spyOn(outbox, 'claim').mockImplementation(async (tx, topic, batch) => {
      isGone ||= batch.includes(killer);
      if (isGone) throw crash;
      return Outbox.prototype.claim.call(outbox, tx, topic, batch);
    });
    const fail = jest.spyOn(outbox, 'fail').mockRejectedValue(crash);
    let crashes = 0;
    while ((await row(killer))!.quarantined_at === null) {
      isGone = false;
      await runner.run(step(() => undefined), ids).catch(() => crashes++);
    }
    jest.restoreAllMocks();
    expect([crashes, fail.mock.calls.length > 0]).toEqual([2 + MAX_CRASHES, true]);
    await runner.run(step(() => undefined), ids);
    expect((await Promise.all(ids.map(done))).filter((count) => count !== 1)).toEqual([0]);
  });

  it('runs work again that was reopened while it ran', async () => {
    const id = randomUUID();
    await open([id]);
    let reopened: Promise<void> | undefined;
    await runner.run(step(() => { reopened ??= open([id]); }), [id]); // waits for the row the step has deleted
    await reopened;
    expect(await row(id)).toMatchObject({ attempts: 0 });
    await runner.run(step(() => undefined), [id]);
    expect([await done(id), await row(id)]).toEqual([2, undefined]);
  });

  it('shares waiting work among relays and gives back what was forgotten', async () => {
    const ids = Array.from({ length: 500 }, () => randomUUID());
    await open(ids);
    const taken = (await Promise.all(Array.from({ length: 5 }, () => take(200)))).flat();
    expect(new Set(taken.map(({ subjectId }) => subjectId)).size).toBe(taken.length);
    expect(taken.length + (await take(500)).length).toBe(500);
    expect(await take(500)).toEqual([]);
    expect(await outbox.reopenOlderThan(0)).toBe(500);
    expect(await take(1_000)).toHaveLength(500);
  });

  it('is not put off by a server clock that was set back: what was due, or handed on, in the future is due now', async () => {
    const [waiting, dispatched, putOff, putOffFar, other] = Array.from({ length: 5 }, () => randomUUID()) as [string, string, string, string, string];
    await open([waiting, dispatched, putOff, putOffFar, other]);
    await db.database.query(`UPDATE outbox SET due_at = now() + interval '40 seconds' WHERE subject_id = $1`, [waiting]);
    await db.database.query(`UPDATE outbox SET dispatched_at = now() + interval '5 seconds' WHERE subject_id = $1`, [dispatched]);
    await db.database.query(`UPDATE outbox SET dispatched_at = now() - interval '5 seconds' WHERE subject_id = $1`, [other]);
    await db.database.query(`UPDATE outbox SET last_error = 'E', due_at = now() + interval '50 seconds' WHERE subject_id = $1`, [putOff]);
    await db.database.query(`UPDATE outbox SET last_error = 'E', due_at = now() + interval '5 hours' WHERE subject_id = $1`, [putOffFar]);
    expect(await take(10)).toEqual([]);
    expect(await outbox.bringBackFromTheFuture()).toBe(3);
    expect((await take(10)).map(({ subjectId }) => subjectId).sort()).toEqual([waiting, dispatched, putOffFar].sort());
  });

  it('takes of each topic what there is room for', async () => {
    const ids = Array.from({ length: 5 }, () => randomUUID());
    await open(ids);
    await db.database.transaction((tx) => outbox.open(tx, 'report.placed', ids));
    const taken = await outbox.take(new Map([['report.received', 2], ['report.placed', 3]]));
    expect(taken.map(({ topic }) => topic).sort()).toEqual(['report.placed', 'report.placed', 'report.placed', 'report.received', 'report.received']);
    expect(await outbox.take(new Map([['incident.changed', 5]]))).toEqual([]);
  });

  it('takes the public last and else the oldest first, wherever the rows lie', async () => {
    const ids = Array.from({ length: 4 }, () => randomUUID());
    for (const [at, id] of ids.entries()) {
      await open([id]);
      await db.database.query('UPDATE outbox SET due_at = now() - make_interval(secs => $2), lane = $3 WHERE subject_id = $1', [id, [1, 30, 20, 40][at], at === 3 ? 1 : 0]);
    }
    const inOrder = [ids[1], ids[2], ids[0], ids[3]];
    expect((await take(10)).map(({ subjectId }) => subjectId)).toEqual(inOrder);
    await outbox.reopenOlderThan(0);
    expect((await take(3)).map(({ subjectId }) => subjectId)).toEqual(inOrder.slice(0, 3));
  });

  it('looks at no more rows than it is asked for, also while PostgreSQL takes a full outbox for an empty one', async () => {
    const ids = Array.from({ length: 20_000 }, () => randomUUID());
    await open(ids);
    await db.database.query('DELETE FROM outbox');
    await db.database.query('VACUUM (ANALYZE, TRUNCATE false) outbox'); // many pages, no rows: so the night leaves it
    await open(ids);
    const some = ids.slice(0, 200);
    const work = some.map((subjectId) => ({ topic: 'report.received' as const, subjectId }));
    for (const [name, use] of [
      ['take', (within: Outbox) => within.take(new Map([['report.received', 200]]))],
      ['give back', (within: Outbox) => within.giveBack(work)],
      ['start', (within: Outbox) => within.start('report.received', some)],
      ['claim', (within: Outbox, tx: EntityManager) => within.claim(tx, 'report.received', some)],
    ] as const) {
      const read = await db.database.transaction(async (tx) => {
        const soFar = async () => {
          const [row] = (await tx.query(`SELECT (seq_tup_read + idx_tup_fetch)::int AS read FROM pg_stat_xact_user_tables WHERE relname = 'outbox'`)) as [{ read: number }?];
          return row?.read ?? 0;
        };
        const before = await soFar();
        await use(new Outbox({ query: (sql: string, parameters: unknown[]) => tx.query(sql, parameters) } as unknown as Database), tx);
        return (await soFar()) - before;
      });
      expect({ name, read, isFew: read >= 200 && read <= 500 }).toMatchObject({ name, isFew: true });
    }
  });

  it('never changes or removes a fact', async () => {
    const id = randomUUID();
    await db.database.transaction((tx) => ledger.record(tx, [{ type: 'test.fact', reportId: id, content: { a: 1 } }]));
    for (const sql of [`UPDATE fact SET content = '{}'`, 'DELETE FROM fact', 'TRUNCATE fact CASCADE']) {
      await expect(db.database.query(sql)).rejects.toThrow(/never changed/);
    }
    expect(await ledger.ofReport(id)).toMatchObject([{ type: 'test.fact', content: { a: 1 } }]);
  });
});
