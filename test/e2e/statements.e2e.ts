import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { aReport } from '../support';
import { TestService } from '../support/test-service';

interface Line {
  status: number;
  reportId: string;
  statement: string;
}

describe('reporters who are answered by one commit', () => {
  let service: TestService;
  let folder: string;
  let first: Line[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hotline-statements-'));
    service = await TestService.start({ worker: false });
    first = await send(reports);
  });
  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const reports = Array.from({ length: 7 }, (_, index) => JSON.stringify(aReport({ clientReportId: `seven-${9 - index}`, narrative: `One of seven, number ${index}.` })));
  const send = async (lines: string[]) => {
    const { text } = await service.call('POST', '/v1/reports/batch', 'monitor', lines.join('\n'), { 'content-type': 'application/x-ndjson' });
    return text.trimEnd().split('\n').map((line) => JSON.parse(line) as Line);
  };
  const verify = async (...receipts: string[]) => {
    const { text } = await service.get('/v1/exports/log.ndjson', 'auditor');
    const { publicKey } = (await service.get('/v1/log/status', 'auditor')).body as { publicKey: string };
    writeFileSync(join(folder, 'log.ndjson'), text);
    const files = receipts.flatMap((receipt, index) => (writeFileSync(join(folder, `${index}.json`), receipt), ['--receipt', `${index}.json`]));
    const { status, stdout } = spawnSync(process.execPath, [resolve(__dirname, '../../tools/verify/verify.mjs'), 'log.ndjson', '--key', publicKey, ...files], { cwd: folder, encoding: 'utf8' });
    return { status, text: stdout };
  };

  it('share a signature, and each statement proves itself', async () => {
    expect(first.map(({ status }) => status)).toEqual(Array(7).fill(202));
    const { status, text } = await verify(...first.map((line) => JSON.stringify(line)));
    expect([status, ...first.map(({ reportId }) => text.includes(`[ok ] the report ${reportId} of the receipt: is in the log`))]).toEqual([0, ...Array(7).fill(true)]);
  });

  it('cannot make theirs say something else', async () => {
    const { status, text } = await verify(first[2]!.statement.replace(/content-sha256 ../, 'content-sha256 --'));
    expect([status, text.includes('the receipt is not signed by this log')]).toEqual([1, true]);
  });

  it('are told the same when they send again, together or one by one, beside others or not', async () => {
    const again = await send([reports[5]!, JSON.stringify(aReport()), ...reports]);
    expect(again.map(({ status }) => status)).toEqual([200, 202, ...Array(7).fill(200)]);
    expect(again.slice(2).map(({ statement }) => statement)).toEqual(first.map(({ statement }) => statement));
    const alone = await service.post<Line>('/v1/reports', 'monitor', reports[3]);
    expect([alone.status, alone.body.statement]).toEqual([200, first[3]!.statement]);
  });

  it('are signed for alone on a retry when it can no longer be told whom one commit filed', async () => {
    await send(Array.from({ length: 251 }, () => JSON.stringify(aReport())));
    await service.db.database.transaction(async (tx) => {
      await tx.query('SET LOCAL session_replication_role = replica');
      await tx.query('UPDATE fact SET tx = 1');
    });
    const { statement } = (await service.post<Line>('/v1/reports', 'monitor', reports[3])).body;
    const [text, signature] = statement.split('\n\n') as [string, string];
    expect([text, Buffer.from(signature.trim().split(' ')[2]!, 'base64').length]).toEqual([first[3]!.statement.split('\n\n')[0], 4 + 64]);
    expect((await verify(statement)).text).toContain(`the report ${first[3]!.reportId} of the receipt: is in the log`);
  });
});

describe('a batch of more lines than a commit holds', () => {
  it('is answered line by line in order, and of two lines with one id the first counts', async () => {
    const service = await TestService.start({ worker: false });
    try {
      const lines = Array.from({ length: 600 }, (_, index) => JSON.stringify(aReport({ clientReportId: `line-${index === 400 ? 7 : index}`, narrative: `Line ${index}.` })));
      lines[300] = '{"kind":';
      const { text } = await service.call('POST', '/v1/reports/batch', 'monitor', lines.join('\n'), { 'content-type': 'application/x-ndjson' });
      const answers = text.trimEnd().split('\n').map((line) => JSON.parse(line) as Line & { line: number });
      expect(answers.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1));
      expect(answers.flatMap(({ line, status }) => (status === 202 ? [] : [[line, status]]))).toEqual([[301, 400], [401, 422]]);
    } finally {
      await service.stop();
    }
  });
});
