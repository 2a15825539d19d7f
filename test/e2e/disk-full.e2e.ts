import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { aReport, until } from '../support';
import { standaloneIn } from '../support/standalone';

jest.setTimeout(300_000);

const MB = 1024 * 1024;

/** A disk of its own, or null where none may be mounted. */
function smallDisk(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'hotline-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=320m,mode=0755', 'tmpfs', folder]).status === 0) return folder;
  rmSync(folder, { recursive: true });
  return null;
}

const disk = smallDisk();
const onADisk = disk ? it : it.skip;

describe('a disk that is full', () => {
  afterAll(() => {
    if (!disk) return;
    spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  onADisk('is answered with 503 and a reason, loses nothing that was acknowledged, and is over when there is room again [needs a mount of its own: root on Linux]', async () => {
    const service = standaloneIn(disk!);
    await service.start();
    const token = service.token('monitor');
    const promised = new Map<string, string>();
    const refusals: { status: number; body: { title?: string } }[] = [];
    let number = 0;
    const send = async () => {
      const report = aReport({ clientReportId: `full-${++number}`, narrative: randomBytes(4_500).toString('hex') });
      const answer = await fetch(`${service.url}/v1/reports`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(report) }).catch(() => null);
      if (!answer) return 0; // the api was starting again
      const body = (await answer.json()) as { reportId: string; contentSha256: string; title?: string };
      if (answer.ok) promised.set(body.reportId, body.contentSha256);
      else refusals.push({ status: answer.status, body });
      return answer.status;
    };
    try {
      expect(await send()).toBe(202);
      const ballast = join(disk!, 'ballast');
      fill(ballast);
      await until('a report is refused for want of room', async () => {
        await Promise.all(Array.from({ length: 20 }, send));
        return refusals.length > 0;
      }, 120_000);
      for (let more = 0; more < 5; more++) await send();
      rmSync(ballast);
      await until('reports are accepted again', async () => (await send()) === 202, 120_000);
      expect(new Set(refusals.map(({ status }) => status))).toEqual(new Set([503]));
      expect(refusals[0]!.body.title).toContain('send it again');
      const client = new Client({ connectionString: service.databaseUrl });
      await client.connect();
      await until('all work is done', async () => (await client.query('SELECT FROM outbox')).rowCount === 0, 120_000);
      const { rows } = await client.query<{ id: string; sha: string }>(
        `SELECT id, encode(content_sha256, 'hex') AS sha FROM report JOIN report_original ON report_id = id JOIN incident_report USING (report_id) WHERE sha256(bytes) = content_sha256`,
      );
      await client.end();
      const kept = new Map(rows.map(({ id, sha }) => [id, sha]));
      expect([...promised].filter(([id, sha]) => kept.get(id) !== sha)).toEqual([]);
    } finally {
      await service.stop();
    }
  });
});

/** Writes until nothing more goes in. */
function fill(file: string): void {
  const descriptor = openSync(file, 'w');
  const zeros = Buffer.alloc(MB);
  try {
    for (let size = MB; size >= 4096; ) {
      try {
        writeSync(descriptor, zeros, 0, size);
      } catch {
        size /= 2;
      }
    }
  } finally {
    closeSync(descriptor);
  }
}
