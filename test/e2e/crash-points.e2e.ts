import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientJournal, type Acknowledged } from '../../tools/chaos/client.journal';
import { CRASH_POINTS, MOMENTS, type CrashPoint, type Moment } from '../../tools/chaos/crash-points';
import { aReport, until } from '../support';
import { AgreementScene, aParty } from '../support/agreement-scene';
import { TestService } from '../support/test-service';
import { build, forkDoomed, kill, said } from '../support/worker-process';

jest.setTimeout(120_000);

const CASES = CRASH_POINTS.flatMap((point) => MOMENTS.map((moment) => [point.process, moment, point.name, point] as const));
let number = 0;

describe('killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-crash-'));
  const journal = new ClientJournal(join(folder, 'acknowledged.jsonl'));
  let service: TestService;
  let scene: AgreementScene;
  beforeAll(async () => {
    build();
    service = await TestService.start({ worker: false });
    scene = new AgreementScene(service);
  });
  afterAll(async () => {
    await service.stop();
    journal.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A report of a place and an hour of its own. */
  const someReport = (clientReportId: string) => {
    const minutes = ++number * 97;
    return aReport({ clientReportId, occurred: { from: new Date(Date.UTC(2016, 2, 1, 0, minutes)).toISOString() }, place: { lat: 33 + (number % 200) / 60, lon: 36.3 + (number % 90) / 60, radiusM: 300 } });
  };

  const send = async (url: string, body: object) => {
    const response = await fetch(`${url}/v1/reports`, { method: 'POST', headers: { authorization: `Bearer ${service.tokens.monitor}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return { status: response.status, told: (await response.json()) as Acknowledged };
  };

  /** The api dies under a report; the reporter hears nothing and sends again, to another api. */
  const atTheDoor = async (point: CrashPoint, moment: Moment) => {
    const api = forkDoomed(point, moment, service.settings);
    const { listening } = await said<{ listening: string }>(api);
    const report = someReport(`crash-here-${number}`);
    const ended = once(api, 'exit');
    await expect(send(listening, report)).rejects.toThrow('fetch failed');
    expect((await ended)[1]).toBe('SIGKILL');
    const { status, told } = await send(service.url, report);
    expect(moment === 'before' ? [202] : moment === 'after' ? [200] : [200, 202]).toContain(status);
    journal.write(told);
  };

  /** What makes the worker do what it dies of. What is promised is written down before the worker starts. */
  const cause = async ({ name }: CrashPoint): Promise<unknown> => {
    const { status, told } = await send(service.url, someReport(`crash-${number}`));
    expect(status).toBe(202);
    journal.write(told);
    if (name === 'the agreement changed') return (await service.post('/v1/admin/agreement', 'admin', { parties: [aParty(`CRASH_${number}`)] })).status;
    if (name !== 'the map changed') return 200;
    return scene.postZones({ lat: 34, lon: 36.5, zone_type: 'MIXED', zone_code: `CRASH-${number}`, map_source: 'US', valid_from: '2016-03-01' }).then((answer) => answer.status);
  };

  const inTheWorker = async (point: CrashPoint, moment: Moment) => {
    expect(await cause(point)).toBe(200);
    const worker = forkDoomed(point, moment, service.settings);
    const [, signal] = (await once(worker, 'exit')) as [number, string];
    await kill(worker);
    expect(signal).toBe('SIGKILL');
  };

  it.each(CASES)('%s, %s: %s; nothing promised is lost, and the work goes on', async (_process, moment, _name, point) => {
    await (point.process === 'api' ? atTheDoor(point, moment) : inTheWorker(point, moment));
    await service.startWorker();
    await service.settled();
    await until('every fact has its index', async () => !(await service.get('/v1/log/status', 'auditor')).body.factsWait);
    await service.stopWorker();
    await everyPromiseIsKept();
  });

  const everyPromiseIsKept = async () => {
    const promised = journal.read();
    const rows = await service.db.database.query<{ id: string; sha: string; facts: number; placed: number; links: number; listed: number }>(
      `SELECT r.id, encode(r.content_sha256, 'hex') AS sha, l.links, l.listed,
              (SELECT count(*)::int FROM fact f WHERE f.report_id = r.id AND f.type = 'report.received') AS facts,
              (SELECT count(*)::int FROM fact f WHERE f.report_id = r.id AND f.type = 'report.placed') AS placed
         FROM report r CROSS JOIN LATERAL (
           SELECT count(*)::int AS links, count(d.incident_id)::int AS listed FROM incident_report i LEFT JOIN docket d USING (incident_id) WHERE i.report_id = r.id) l`,
    );
    expect(new Map(rows.map(({ id, sha }) => [id, sha]))).toEqual(new Map(promised.map(({ reportId, contentSha256 }) => [reportId, contentSha256])));
    expect(rows.filter(({ facts, placed, links, listed }) => [facts, placed, links, listed].some((count) => count !== 1))).toEqual([]);
    expect(await service.fsck()).toEqual({ isGood: true, failed: [] });
  };
});
