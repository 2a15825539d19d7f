import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { CRASH_POINTS } from '../../tools/chaos/crash-points';
import { aReport, until } from '../support';
import { TestService } from '../support/test-service';
import { build, forkDoomed, forkProcess, kill } from '../support/worker-process';

jest.setTimeout(180_000);

describe('a report that ends whoever works on it', () => {
  let service: TestService;
  beforeAll(async () => {
    build();
    service = await TestService.start({ worker: false });
  });
  afterAll(() => service?.stop());

  let number = 0;
  const send = async (): Promise<string> => {
    number++;
    const report = aReport({ occurred: { from: new Date(Date.UTC(2016, 2, 1, 0, number * 97)).toISOString() }, place: { lat: 33 + (number % 60) / 20, lon: 36.3 + (number % 45) / 30, radiusM: 300 } });
    const { status, body } = await service.post('/v1/reports', 'monitor', report);
    expect(status).toBe(202);
    return body.reportId as string;
  };
  const done = async (ids: readonly string[]) => {
    const [row] = await service.db.database.query<{ done: number }>('SELECT count(*)::int AS done FROM incident_report JOIN docket USING (incident_id) WHERE report_id = ANY($1::uuid[])', [ids]);
    return row!.done === ids.length;
  };
  const open = async (id: string) => (await service.db.database.query<{ attempts: number; last_error: string | null; quarantined_at: Date | null }>('SELECT attempts, last_error, quarantined_at FROM outbox WHERE subject_id = $1', [id]))[0];

  /** A worker in which the report is poison, started again whenever it ends, as the launcher does. Returns how it ended each time. */
  const withWorker = async (does: 'throw' | 'spin' | 'fill', poison: string, work: (ends: readonly string[]) => Promise<void>) => {
    const ends: string[] = [];
    let isOver = false;
    let worker: ChildProcess | null = null;
    const running = (async () => {
      while (!isOver) {
        worker = forkProcess('worker', service.settings, { preload: ['tools/chaos/poison.cjs'], environment: { POISON: JSON.stringify({ statement: `^\\s*INSERT INTO report_placement[^]*${poison}`, does }) } });
        const [code, signal] = (await once(worker, 'exit')) as [number | null, string | null];
        ends.push(signal ?? String(code));
      }
    })();
    try {
      await work(ends);
    } finally {
      isOver = true;
      if (worker) await kill(worker);
      await running;
    }
  };
  /** The poison among others, all of one batch. */
  const amongOthers = async () => {
    const ids = await Promise.all(Array.from({ length: 25 }, send));
    return { poison: ids[11]!, others: ids.filter((_, index) => index !== 11) };
  };

  it('throws: its neighbours are done at once, and it is noted by the name of its error alone', async () => {
    const { poison, others } = await amongOthers();
    await withWorker('throw', poison, async (ends) => {
      await until('the others are done', () => done(others), 60_000);
      await until('it was tried again', async () => ((await open(poison))?.attempts ?? 0) >= 2, 60_000);
      expect(await open(poison)).toMatchObject({ quarantined_at: null, last_error: expect.stringMatching(/^\w+Error at libs\/zones\/[\w.]+:\d+$/) });
      expect(ends).toEqual([]);
    });
    await service.db.database.query('DELETE FROM outbox WHERE subject_id = $1', [poison]);
  });

  it.each(['spin', 'fill'] as const)('%ss: the watchdog ends the worker, the report is put aside where people see it, and its neighbours are done', async (does) => {
    const { poison, others } = await amongOthers();
    await withWorker(does, poison, async (ends) => {
      await until('the others are done and it is put aside', async () => (await done(others)) && (await open(poison))?.quarantined_at, 120_000);
      expect(await open(poison)).toMatchObject({ last_error: 'ended its worker, or never finished' });
      expect(new Set(ends)).toEqual(new Set(['SIGKILL']));
      const { body } = await service.get('/v1/admin/outbox', 'admin');
      expect(JSON.stringify(body.quarantined)).toContain(poison);
    });
  });

  it('two kills of the worker on the same report are no reason to give it up', async () => {
    const matching = CRASH_POINTS.find(({ name }) => name === 'zones are matched')!;
    const id = await send();
    for (let time = 0; time < 2; time++) expect((await once(forkDoomed(matching, 'before', service.settings), 'exit'))[1]).toBe('SIGKILL');
    await service.startWorker();
    await until('it is done', () => done([id]));
    expect(await open(id)).toBeUndefined();
    await service.stopWorker();
  });
});
