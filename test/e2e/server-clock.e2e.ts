import { execFileSync, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Redis } from 'ioredis';
import { aReport, until } from '../support';
import { OwnServers } from '../support/own-servers';
import { build, forkProcess, kill, said } from '../support/worker-process';

jest.setTimeout(180_000);

/** Debian's libfaketime, where it is installed: it tells a process another time, and can be told a new one while it runs. */
const faketime = existsSync('/usr/lib') ? readdirSync('/usr/lib').map((place) => join('/usr/lib', place, 'faketime/libfaketime.so.1')).find((file) => existsSync(file)) : undefined;
const withFaketime = faketime ? describe : describe.skip;

const [HOUR, DAY] = [3_600, 86_400];

withFaketime("PostgreSQL's own clock is set back and forth [needs Debian's package libfaketime]", () => {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-clock-'));
  const offset = join(folder, 'offset');
  let servers: OwnServers;
  let redis: Redis;
  let api: ChildProcess;
  let worker: ChildProcess;
  let url: string;
  const promised: { reportId: string; contentSha256: string; receipt: string }[] = [];

  beforeAll(async () => {
    build();
    chmodSync(folder, 0o711); // PostgreSQL is a lesser account when we are root
    writeFileSync(offset, '+0\n');
    servers = await OwnServers.start({ LD_PRELOAD: faketime!, FAKETIME_TIMESTAMP_FILE: offset, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' });
    redis = new Redis(servers.redis.url);
    [api, worker] = [forkProcess('api', servers.settings), forkProcess('worker', servers.settings)];
    [{ listening: url }] = await Promise.all([said<{ listening: string }>(api), said(worker)]);
  });
  afterAll(async () => {
    await Promise.all([api, worker].map((child) => child && kill(child)));
    redis?.disconnect();
    await servers?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** PostgreSQL's clock is this much ahead of ours from now on, in seconds. */
  const setClock = async (seconds: number) => {
    writeFileSync(`${offset}.new`, `${seconds < 0 ? '' : '+'}${seconds}\n`);
    renameSync(`${offset}.new`, offset);
    const [{ ahead }] = (await servers.ask<{ ahead: number }>('SELECT extract(epoch FROM clock_timestamp())::float - $1::float AS ahead', [Date.now() / 1_000])) as [{ ahead: number }];
    expect(Math.abs(ahead - seconds)).toBeLessThan(10);
  };
  const call = async (as: keyof OwnServers['tokens'], method: string, path: string, body?: object) => {
    const answer = await fetch(url + path, { method, headers: { authorization: `Bearer ${servers.tokens[as]}`, 'content-type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}) });
    return { status: answer.status, text: await answer.text() };
  };
  let number = 0;
  const send = (count: number) =>
    Promise.all(
      Array.from({ length: count }, async () => {
        number++;
        const report = aReport({ occurred: { from: new Date(Date.UTC(2016, 2, 1, 0, number * 97)).toISOString() }, place: { lat: 33 + (number % 60) / 20, lon: 36.3 + (number % 45) / 30, radiusM: 300 } });
        const { status, text } = await call(number % 2 ? 'monitor' : 'monitor2', 'POST', '/v1/reports', report);
        expect(status).toBe(202);
        promised.push(JSON.parse(text) as (typeof promised)[number]);
      }),
    );
  const settled = () => until('all work is done and in the log', async () => (await servers.ask('SELECT FROM outbox UNION ALL SELECT FROM log_pending')).length === 0, 60_000);
  const everythingHolds = async () => {
    const rows = await servers.ask<{ id: string; sha: string; counts: number[] }>(
      `SELECT r.id, encode(r.content_sha256, 'hex') AS sha, ARRAY[(SELECT count(*) FROM fact WHERE report_id = r.id AND type = 'report.received'), (SELECT count(*) FROM fact WHERE report_id = r.id AND type = 'report.placed'),
              (SELECT count(*) FROM incident_report JOIN docket USING (incident_id) WHERE report_id = r.id)]::int[] AS counts FROM report r`,
    );
    expect(new Map(rows.map(({ id, sha }) => [id, sha]))).toEqual(new Map(promised.map(({ reportId, contentSha256 }) => [reportId, contentSha256])));
    expect(rows.filter(({ counts }) => counts.join() !== '1,1,1')).toEqual([]);
    const heads = await servers.ask<{ size: number }>('SELECT size::int FROM log_checkpoint ORDER BY made_at, size');
    expect(heads.map(({ size }) => size)).toEqual(heads.map(({ size }) => size).sort((a, b) => a - b));
    expect(JSON.parse((await call('auditor', 'GET', '/v1/log/fsck')).text.trimEnd().split('\n').at(-1)!)).toMatchObject({ isGood: true });
  };

  it.each<[string, number]>([
    ['an hour forward', HOUR],
    ['an hour back', 0],
    ['an hour before its time', -HOUR],
    ['a day forward', DAY - HOUR],
    ['a day back', -HOUR],
    ['half a minute forward', -HOUR + 30],
    ['half a minute back', -HOUR],
  ])('%s: while work is under way, and while nobody works and Redis forgets', async (_, seconds) => {
    const load = send(20);
    await setClock(seconds);
    await load;
    await send(10);
    await settled();

    await kill(worker);
    await setClock(seconds > 0 ? 0 : seconds + DAY);
    await send(10);
    await servers.ask('UPDATE outbox SET dispatched_at = now() WHERE subject_id IN (SELECT subject_id FROM outbox LIMIT 5)'); // handed on to a Redis that forgets
    await redis.flushall();
    await setClock(seconds);
    worker = forkProcess('worker', servers.settings);
    await settled();
    await everythingHolds();
  });

  it('what is sealed stays sealed and a lease is held, though for PostgreSQL alone the time is over', async () => {
    const change = { occurred: { from: '2016-03-20T10:00:00Z' }, place: { lat: 36.2, lon: 37.16, radiusM: 300 } };
    await setClock(0);
    for (const as of ['monitor', 'monitor2'] as const) promised.push(JSON.parse((await call(as, 'POST', '/v1/reports', aReport(change))).text) as (typeof promised)[number]);
    await settled();
    const [{ id }] = (await servers.ask<{ id: string }>('SELECT incident_id AS id FROM incident_report WHERE report_id = $1', [promised.at(-1)!.reportId])) as [{ id: string }];
    expect((await call('reviewerRU', 'POST', `/v1/incidents/${id}/lease`, {})).status).toBe(200);
    expect((await call('reviewerUS', 'POST', `/v1/incidents/${id}/opinion`, { verdict: 'VIOLATION', reasons: 'Sealed words.' })).status).toBe(201);
    await setClock(5 * DAY);
    await send(5);
    await settled();
    const { text } = await call('reviewerRU', 'GET', `/v1/incidents/${id}`);
    expect(JSON.parse(text)).toMatchObject({ determination: 'PENDING' });
    expect(text).not.toContain('Sealed words.');
    const { items } = JSON.parse((await call('reviewerRU', 'GET', '/v1/triage?limit=200')).text) as { items: { id: string; triage: { lease: object | null } }[] };
    expect(items.find((item) => item.id === id)!.triage.lease).not.toBeNull();
    await setClock(0);
    expect((await call('reviewerRU', 'POST', `/v1/incidents/${id}/opinion`, { verdict: 'VIOLATION', reasons: 'Agreed.' })).status).toBe(201);
    expect((await call('reviewerRU', 'GET', `/v1/incidents/${id}`)).text).toContain('Sealed words.');
  });

  it('receipts are told, and the exported log proves itself to whoever holds it', async () => {
    for (const { receipt } of promised) expect(JSON.parse((await call('monitor', 'GET', `/v1/receipts/${receipt}`)).text)).toMatchObject({ state: expect.stringMatching(/LINKED|STANDALONE/) });
    await settled();
    await everythingHolds();
    const file = join(folder, 'log.ndjson');
    writeFileSync(file, (await call('auditor', 'GET', '/v1/exports/log.ndjson')).text);
    const { publicKey } = JSON.parse((await call('auditor', 'GET', '/v1/log/status')).text) as { publicKey: string };
    execFileSync(process.execPath, [resolve(__dirname, '../../tools/verify/verify.mjs'), file, '--key', publicKey]); // throws when something does not hold
  });
});
