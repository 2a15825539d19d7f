import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { aReport, until } from '../support';
import { standaloneIn } from '../support/standalone';

jest.setTimeout(300_000);

/** What docs/RECOVERY.md says to keep apart from backups. */
const KEPT = ['keys.json', 'tokens.json', 'witness.key'];

describe('the drill: back up, go on, lose everything, restore to an instant', () => {
  const home = mkdtempSync(join(tmpdir(), 'hotline-drill-'));
  chmodSync(home, 0o711); // PostgreSQL is a lesser account when we are root
  const [dataDir, archive, backup, keys] = ['data', 'archive', 'backup', 'keys'].map((name) => join(home, name)) as [string, string, string, string];
  const service = standaloneIn(dataDir, { HOTLINE_WAL_ARCHIVE: archive });
  afterAll(async () => {
    await service.stop();
    rmSync(home, { recursive: true, force: true });
  });

  const hotline = (...words: string[]) =>
    execFileSync(process.execPath, ['--no-warnings', resolve(__dirname, '../../dist/apps/cli/main.js'), ...words], {
      env: { ...service.environment, HOTLINE_URL: service.url },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const ask = async <Row extends object>(sql: string): Promise<Row[]> => {
    const client = new Client({ connectionString: service.databaseUrl });
    await client.connect();
    return client.query<Row>(sql).then(({ rows }) => rows).finally(() => client.end());
  };
  let number = 0;
  const send = async () => {
    const report = aReport({ clientReportId: `drill-${++number}`, place: { lat: 33 + number / 10, lon: 36.5, radiusM: 300 } });
    const answer = await fetch(`${service.url}/v1/reports`, { method: 'POST', headers: { connection: 'close', authorization: `Bearer ${service.token('monitor')}`, 'content-type': 'application/json' }, body: JSON.stringify(report) });
    expect(answer.status).toBe(202);
    return (await answer.json()) as { reportId: string; receipt: string };
  };
  const several = async (count: number) => {
    const told = [];
    for (let index = 0; index < count; index++) told.push(await send());
    return told;
  };
  const idle = () => until('all work is done and sequenced', async () => (await ask('SELECT FROM outbox UNION ALL SELECT FROM log_pending')).length === 0, 60_000);
  const filed = async () => new Set((await ask<{ id: string }>('SELECT id FROM report JOIN incident_report ON report_id = id')).map(({ id }) => id));

  let inTheBackup: string[];
  let beforeTheInstant: { reportId: string; receipt: string }[];
  let afterIt: { reportId: string }[];
  let instant: string;

  it('a backup is taken while reports come in, and says what it is', async () => {
    await service.start();
    inTheBackup = (await several(5)).map(({ reportId }) => reportId);
    await idle();
    const said = hotline('backup', '--out', backup);
    expect(readdirSync(backup).sort()).toEqual(['backup.json', 'backup_manifest', 'base.tar', 'checkpoint.txt']);
    expect(said).toContain('It holds no keys');
    expect(() => hotline('backup', '--out', backup)).toThrow('never written over another');
  });

  it('reports go on; then the disk is lost', async () => {
    beforeTheInstant = await several(5);
    await idle();
    instant = (await ask<{ now: Date }>('SELECT clock_timestamp() AS now'))[0]!.now.toISOString();
    await until('the clock has gone on', () => new Date().toISOString() > instant);
    afterIt = await several(5);
    await idle();
    // The piece that holds it: what anybody writes afterwards lies in the next one, which may wait a minute.
    const [{ piece }] = (await ask<{ piece: string }>('SELECT pg_walfile_name(pg_switch_wal()) AS piece')) as [{ piece: string }];
    await until('the log of it is archived', async () => (await ask<{ done: boolean }>(`SELECT last_archived_wal >= '${piece}' AS done FROM pg_stat_archiver`))[0]!.done);
    mkdirSync(keys);
    for (const name of KEPT) cpSync(join(dataDir, name), join(keys, name));
    await service.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('a restore without the keys says what is missing, and one over a cluster is refused', () => {
    mkdirSync(dataDir);
    expect(() => hotline('restore', '--from', backup)).toThrow('keys.json is missing');
    for (const name of KEPT) cpSync(join(keys, name), join(dataDir, name));
    expect(() => hotline('restore', '--from', backup, '--until', 'yesterday')).toThrow('must be an instant');
  });

  it('a backup of which one byte has changed is not restored', () => {
    const damaged = join(keys, 'damaged');
    cpSync(backup, damaged, { recursive: true });
    const bytes = readFileSync(join(damaged, 'base.tar'));
    bytes[bytes.indexOf('PostgreSQL configuration file')]! ^= 1;
    writeFileSync(join(damaged, 'base.tar'), bytes);
    expect(() => hotline('restore', '--from', damaged)).toThrow('The backup is damaged: postgresql.conf is not as the server sent it.');
  });

  it('restores to the instant: everything before it is there, nothing after it, and the log proves itself', async () => {
    expect(hotline('restore', '--from', backup, '--until', instant)).toContain('rollback');
    expect(() => hotline('restore', '--from', backup)).toThrow('nothing is overwritten');
    await service.startAgain();
    expect(await filed()).toEqual(new Set([...inTheBackup, ...beforeTheInstant.map(({ reportId }) => reportId)]));
    expect(afterIt).toHaveLength(5);
    expect(hotline('log', 'fsck')).not.toContain('[BAD]');
  });

  it('and serves: receipts hold, reports are accepted and linked', async () => {
    const story = await fetch(`${service.url}/v1/receipts/${beforeTheInstant[0]!.receipt}`);
    expect(story.status).toBe(200);
    const { reportId } = await send();
    await idle();
    expect(await filed()).toContain(reportId);
    await until('the witness on this machine cosigns again', () => !hotline('log', 'status').includes('NOT COSIGNED'));
    expect(hotline('log', 'fsck')).not.toContain('[BAD]');
  });

  it('without an instant it restores all that was archived, into another folder', async () => {
    const earlier = [...inTheBackup, ...beforeTheInstant.map(({ reportId }) => reportId), ...afterIt.map(({ reportId }) => reportId)];
    await service.stop();
    const old = readFileSync(join(backup, 'checkpoint.txt'), 'utf8');
    rmSync(join(dataDir, 'postgres'), { recursive: true });
    for (const name of readdirSync(archive).filter((file) => !file.startsWith('00000001'))) rmSync(join(archive, name)); // of the restored service
    hotline('restore', '--from', backup);
    expect(existsSync(join(dataDir, 'prepared'))).toBe(false);
    await service.startAgain();
    expect(await filed()).toEqual(new Set(earlier));
    expect((await ask<{ note: string }>('SELECT note FROM log_checkpoint')).map(({ note }) => note)).toContain(old);
  });
});
