import type { ChildProcess } from 'node:child_process';
import { aReport, until } from '../support';
import { buildRelease, previousRelease } from '../support/previous-release';
import { TestService } from '../support/test-service';
import { build, forkProcess, kill, said } from '../support/worker-process';

jest.setTimeout(120_000);

const before = previousRelease();
const withHistory = before ? describe : describe.skip;

type Version = 'before' | 'now';

withHistory('api and worker of adjacent versions, on the schema of this one [needs the git history]', () => {
  let service: TestService;
  let release: ReturnType<typeof buildRelease>;
  beforeAll(async () => {
    build();
    release = buildRelease(before!);
    service = await TestService.start({ worker: false });
  });
  afterAll(async () => {
    await service?.stop();
    release?.remove();
  });

  let number = 0;
  /** Two sources tell of one incident, whose place and hour are its own. */
  const anIncident = () => {
    const [lat, lon] = [33 + (++number % 60) / 20, 36.3 + (number % 45) / 30];
    const change = { occurred: { from: new Date(Date.UTC(2016, 2, 1, 0, number * 97)).toISOString() }, place: { lat, lon, radiusM: 300 } };
    return [{ as: 'monitor' as const, body: aReport(change) }, { as: 'monitor2' as const, body: aReport({ ...change, contact: { phone: '+000' } }) }];
  };
  const call = async (url: string, as: keyof TestService['tokens'], method: string, path: string, body?: object) => {
    const answer = await fetch(url + path, { method, headers: { authorization: `Bearer ${service.tokens[as]}`, 'content-type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}) });
    return { status: answer.status, body: (await answer.json()) as { reportId: string; receipt: string } };
  };

  it.each<[Version, Version]>([
    ['before', 'now'],
    ['now', 'before'],
    ['before', 'before'],
  ])('an api of %s and a worker of %s, beside an api of now: every report reaches the docket, and the log proves itself', async (apiVersion, workerVersion) => {
    const start = (name: 'api' | 'worker', version: Version) => forkProcess(name, service.settings, version === 'before' ? { home: release.home } : {});
    const running: ChildProcess[] = [start('api', apiVersion), start('worker', workerVersion)];
    try {
      const [ready] = await Promise.all(running.map((child) => said<{ listening: string }>(child)));
      const urls = [ready!.listening, service.url];
      const told = await Promise.all(
        Array.from({ length: 10 }, anIncident).flatMap((reports, index) => reports.map(async ({ as, body }) => {
          const { status, body: answer } = await call(urls[index % 2]!, as, 'POST', '/v1/reports', body);
          expect(status).toBe(202);
          return answer;
        })),
      );
      await service.settled();
      await until('every fact has its index', async () => !(await service.get('/v1/log/status', 'auditor')).body.factsWait);
      const rows = await service.db.database.query<{ id: string; incident: string; facts: number; sources: number; status: string }>(
        `SELECT r.id, incident_id AS incident, d.source_count AS sources, d.fact_status AS status,
                (SELECT count(*)::int FROM fact f WHERE f.report_id = r.id AND f.type IN ('report.received', 'report.placed')) AS facts
           FROM report r JOIN incident_report i ON i.report_id = r.id JOIN docket d USING (incident_id) WHERE r.id = ANY($1::uuid[])`,
        [told.map(({ reportId }) => reportId)],
      );
      expect(rows).toHaveLength(told.length);
      expect(rows.filter(({ facts, sources, status }) => facts !== 2 || sources !== 2 || status !== 'VERIFIED')).toEqual([]);
      for (const url of urls) for (const { receipt } of told) expect((await call(url, 'monitor', 'GET', `/v1/receipts/${receipt}`)).body).toMatchObject({ state: expect.stringMatching(/LINKED|STANDALONE/) });
      for (const [index, as] of (['reviewerUS', 'reviewerRU'] as const).entries()) expect((await call(urls[index]!, as, 'POST', `/v1/incidents/${rows[0]!.incident}/opinion`, { verdict: 'VIOLATION', reasons: 'Two accounts.' })).status).toBe(201);
      for (const url of urls) expect((await call(url, 'auditor', 'GET', `/v1/incidents/${rows[0]!.incident}`)).body).toMatchObject({ determination: 'JOINT_VIOLATION' });
      expect(await service.db.database.query('SELECT topic, last_error FROM outbox WHERE quarantined_at IS NOT NULL')).toEqual([]);
      expect(await service.fsck()).toEqual({ isGood: true, failed: [] });
    } finally {
      await Promise.all(running.map(kill));
    }
  });
});
