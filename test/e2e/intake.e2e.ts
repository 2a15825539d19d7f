import { createHash } from 'node:crypto';
import { canonicalJson } from '@hotline/platform';
import { aReport } from '../support';
import { TestService } from '../support/test-service';

describe('bringing a report', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ worker: false });
  });
  afterAll(() => service.stop());

  const count = async (table: string) => (await service.db.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n;

  it('answers 202 with a receipt, and the exact bytes are kept', async () => {
    const text = JSON.stringify(aReport(), null, 2);
    const answer = await service.post('/v1/reports', 'monitor', text);
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({
      reportId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      receipt: expect.stringMatching(/^[\w-]{43}$/),
      contentSha256: createHash('sha256').update(text).digest('hex'),
    });
    const [original] = await service.db.database.query<{ bytes: Buffer }>('SELECT bytes FROM report_original WHERE report_id = $1', [answer.body.reportId]);
    expect(original!.bytes.toString()).toBe(text);
  });

  it('answers every later send of the same report with 200 and the same words', async () => {
    const report = aReport();
    const first = await service.post('/v1/reports', 'monitor', report);
    const respaced = JSON.stringify(Object.fromEntries(Object.entries(report).reverse()), null, 4);
    for (const body of [report, respaced]) {
      const again = await service.post('/v1/reports', 'monitor', body);
      expect([again.status, again.body]).toEqual([200, first.body]);
    }
  });

  it('refuses another report under a used id with 422 and keeps both hashes', async () => {
    const report = aReport();
    const first = await service.post('/v1/reports', 'monitor', report);
    const other = await service.post('/v1/reports', 'monitor', { ...report, narrative: 'Something else.' });
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ type: 'urn:hotline:problem:report.conflict', status: 422 });
    const facts = await service.db.database.query<{ content: object }>(`SELECT content FROM fact WHERE type = 'report.conflicted' AND report_id = $1`, [first.body.reportId]);
    expect(facts[0]!.content).toEqual({ filedSha256: first.body.contentSha256, refusedSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('lets two reporters use the same id', async () => {
    const report = aReport();
    const [one, two] = [await service.post('/v1/reports', 'monitor', report), await service.post('/v1/reports', 'monitor2', report)];
    expect([one.status, two.status]).toEqual([202, 202]);
    expect(one.body.reportId).not.toBe(two.body.reportId);
  });

  it('takes the same report 50 times at once and files it once', async () => {
    const report = aReport();
    const before = await count('report');
    const answers = await Promise.all(Array.from({ length: 50 }, () => service.post('/v1/reports', 'monitor', report)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(49).fill(200), 202]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await count('report')).toBe(before + 1);
  });

  it('takes a batch line by line, in order, and one bad line harms no other', async () => {
    const [good, other] = [aReport(), aReport({ place: { name: 'Talbiseh' } })];
    const body = [JSON.stringify(good), '{"kind":', JSON.stringify({ ...other, colour: 'red' }), '', JSON.stringify(other), JSON.stringify(good)].join('\r\n');
    const answer = await service.call('POST', '/v1/reports/batch', 'monitor', body, { 'content-type': 'application/x-ndjson' });
    const lines = answer.text.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, any>); // eslint-disable-line @typescript-eslint/no-explicit-any
    expect(answer.headers.get('content-type')).toMatch(/^application\/x-ndjson/);
    expect(lines.map(({ line, status }) => [line, status])).toEqual([[1, 202], [2, 400], [3, 400], [4, 202], [5, 200]]);
    expect(lines[2]!.problem.errors).toEqual([{ field: 'colour', problem: 'is not a known field' }]);
    expect(lines[4]!.reportId).toBe(lines[0]!.reportId);
  });

  it('takes a batch that is several commits in its order: what repeats a line of an earlier commit is answered as that one', async () => {
    const lines = Array.from({ length: 600 }, () => JSON.stringify(aReport()));
    lines[300] = lines[0]!;
    lines[520] = JSON.stringify({ ...JSON.parse(lines[1]!), narrative: 'Something else.' });
    lines[260] = '{"kind":';
    const before = await count('report');
    const answer = await service.call('POST', '/v1/reports/batch', 'monitor', lines.join('\n'), { 'content-type': 'application/x-ndjson' });
    const told = answer.text.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(told.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1));
    expect(told.flatMap(({ line, status }) => (status === 202 ? [] : [[line, status]]))).toEqual([[261, 400], [301, 200], [521, 422]]);
    expect(told.filter(({ status }) => status === 202).map(({ contentSha256 }) => contentSha256)).toEqual(lines.filter((_, index) => ![260, 300, 520].includes(index)).map(sha256));
    expect({ ...told[300], line: 1, status: 202 }).toEqual(told[0]);
    expect(await count('report')).toBe(before + 597);
  });

  it('seals contact details: neither they nor the clear bytes are anywhere in the database', async () => {
    const canary = 'canary-phone-5550142';
    const answer = await service.post('/v1/reports', 'monitor', aReport({ contact: { phone: canary } }));
    expect(answer.status).toBe(202);
    const [original] = await service.db.database.query<{ bytes: Buffer; is_sealed: boolean }>('SELECT * FROM report_original WHERE report_id = $1', [answer.body.reportId]);
    expect(original!.is_sealed).toBe(true);
    expect(original!.bytes.toString('latin1')).not.toMatch(/age-encryption/); // inside a layer that ends with its key
    for (const table of ['report', 'report_original', 'report_seal', 'fact', 'outbox']) {
      const rows = await service.db.database.query<{ found: number }>(`SELECT count(*)::int AS found FROM ${table} AS t WHERE t::text LIKE $1 OR t::text LIKE $2`, [`%${canary}%`, `%${Buffer.from(canary).toString('hex')}%`]);
      expect([table, rows[0]!.found]).toEqual([table, 0]);
    }
  });

  it('keeps no hash of contact details: who has the words cannot find a number by trying them all', async () => {
    const { contact, ...body } = aReport({ contact: { phone: '+963900555014' } }) as { contact: object; clientReportId: string };
    const text = JSON.stringify({ ...body, contact });
    const answer = await service.post('/v1/reports', 'monitor', text);
    const sha256 = (of: string) => createHash('sha256').update(of).digest('hex');
    expect(answer.body.contentSha256).toBe(sha256(canonicalJson(body)));
    const tried = [text, canonicalJson({ ...body, contact }), canonicalJson(contact), '+963900555014'].map(sha256);
    const tables = await service.db.database.query<{ name: string }>(`SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`);
    for (const { name } of tables) {
      const rows = await service.db.database.query(`SELECT t::text FROM ${name} AS t WHERE t::text LIKE ANY($1)`, [tried.map((hash) => `%${hash}%`)]);
      expect([name, rows]).toEqual([name, []]);
    }
  });

  it('takes a report with other contact details for a repeat: the first ones stay', async () => {
    const sent = aReport({ contact: { phone: '1' } });
    const first = await service.post('/v1/reports', 'monitor', sent);
    const again = await service.post('/v1/reports', 'monitor', { ...sent, contact: { phone: '2' } });
    expect([first.status, again.status, again.body]).toEqual([202, 200, first.body]);
  });

  it('tells whoever holds the receipt what became of the report, and nobody else', async () => {
    const { body } = await service.post('/v1/reports', 'monitor', aReport({ occurred: { local: '2016-03-25T00:30', timeZone: 'Asia/Damascus' } }));
    const story = await service.get(`/v1/receipts/${body.receipt}`, null);
    expect(story.body).toMatchObject({ reportId: body.reportId, state: 'RECEIVED', contentSha256: body.contentSha256 });
    expect(story.body.clarifications).toEqual([expect.stringMatching(/did not exist/)]);
    expect((await service.get(`/v1/receipts/${'A'.repeat(43)}`, null)).status).toBe(404);
  });
});

describe('bad input', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ worker: false });
  });
  afterAll(() => service.stop());

  const json = (change: Record<string, unknown>) => JSON.stringify(aReport(change));
  const withOccurred = (occurred: unknown) => json({ occurred });
  const withPlace = (place: unknown) => json({ place });

  it.each<[string, string, string]>([
    ['no clientReportId', json({ clientReportId: undefined }), 'clientReportId'],
    ['a clientReportId of 129 characters', json({ clientReportId: 'x'.repeat(129) }), 'clientReportId'],
    ['an unknown kind', json({ kind: 'RUMOUR' }), 'kind'],
    ['neither narrative nor act', json({ narrative: undefined, act: undefined }), 'narrative'],
    ['a null narrative', json({ narrative: null }), 'narrative'],
    ['an unknown field', json({ colour: 'red' }), 'colour'],
    ['an unknown nested field', withPlace({ name: 'x', altitude: 3 }), 'place.altitude'],
    ['a list for a place', withPlace([]), 'place'],
    ['a string for a latitude', withPlace({ lat: '33.5', lon: 36 }), 'place.lat'],
    ['a latitude of 91', withPlace({ lat: 91, lon: 36 }), 'place.lat'],
    ['a longitude of 181', withPlace({ lat: 33, lon: 181 }), 'place.lon'],
    ['a latitude without a longitude', withPlace({ lat: 33 }), 'place.lon'],
    ['a negative radius', withPlace({ lat: 33, lon: 36, radiusM: -1 }), 'place.radiusM'],
    ['no place at all', withPlace({}), 'place.lat'],
    ['30 February', withOccurred({ from: '2016-02-30T10:00:00+02:00' }), 'occurred.from'],
    ['no offset', withOccurred({ from: '2016-02-29T10:00:00' }), 'occurred.from'],
    ['a week date', withOccurred({ from: '2016-W09' }), 'occurred.from'],
    ['an end before the start', withOccurred({ from: '2016-03-02T10:00:00Z', to: '2016-03-01T10:00:00Z' }), 'occurred.to'],
    ['a window without an end', withOccurred({ from: '2016-03-02T10:00:00Z', precision: 'WINDOW' }), 'occurred.to'],
    ['a local time without a zone', withOccurred({ local: '2016-03-02T10:00' }), 'occurred.timeZone'],
    ['a zone nobody knows', withOccurred({ local: '2016-03-02T10:00', timeZone: 'Mars/Olympus' }), 'occurred.timeZone'],
    ['both an instant and a local time', withOccurred({ from: '2016-03-02T10:00:00Z', local: '2016-03-02T10:00', timeZone: 'UTC' }), 'occurred.from'],
    ['the future', withOccurred({ from: '2996-03-02T10:00:00Z' }), 'occurred'],
    ['a fraction of a casualty', json({ casualties: { killed: 1.5 } }), 'casualties.killed'],
    ['a short hash', json({ evidence: [{ sha256: 'abc' }] }), 'evidence.0.sha256'],
    ['a list in the evidence', json({ evidence: [[]] }), 'evidence'],
    ['a number where an object belongs', withOccurred(5), 'occurred'],
    ['a list for the report', '[]', ''],
    ['a string for the report', '"x"', ''],
  ])('names the field: %s', async (_, body, field) => {
    const answer = await service.post('/v1/reports', 'monitor', body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
  });

  it.each<[string, string | Uint8Array, Record<string, string>, number]>([
    ['malformed JSON', '{"a":', {}, 400],
    ['an empty body', '', {}, 400],
    ['NUL in a string', json({ narrative: 'a\u0000b' }), {}, 400],
    ['a lone surrogate', json({}).replace('Mortar', '\\ud83d'), {}, 400],
    ['a duplicate key', json({}).replace('{', '{"kind":"VIOLATION",'), {}, 400],
    ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), {}, 400],
    ['60 KB of brackets', '['.repeat(60_000), {}, 400],
    ['more than 64 KB', json({ narrative: 'x'.repeat(70_000) }), {}, 413],
    ['a form', 'kind=VIOLATION', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text', json({}), { 'content-type': 'text/plain' }, 415],
    ['another charset', json({}), { 'content-type': 'application/json; charset=utf-16' }, 415],
    ['no content type that means JSON', json({}), { 'content-type': 'application/jsonx' }, 415],
  ])('refuses %s', async (_, body, headers, status) => {
    const answer = await service.call('POST', '/v1/reports', 'monitor', body, headers);
    expect([answer.status, answer.body.status]).toEqual([status, status]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('refuses a missing, a wrong and a malformed token alike, and never shows one', async () => {
    for (const authorization of ['', 'Bearer x', 'Bearer wrong-token-0123456789', 'Basic abc', `Bearer ${'x'.repeat(5_000)}`]) {
      const answer = await service.call('POST', '/v1/reports', null, json({}), authorization ? { authorization } : {});
      expect(answer.status).toBe(401);
      expect(answer.text).not.toContain('wrong-token');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('stored nothing of all that', async () => {
    const [row] = await service.db.database.query<{ n: number }>('SELECT count(*)::int AS n FROM report');
    expect(row!.n).toBe(0);
  });

  it('says 404 in the same form for what is not there', async () => {
    for (const path of ['/nothing.txt', '/v1/nothing', '/v1/incidents/../../etc/passwd']) {
      const answer = await service.get(path, 'monitor');
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
    }
  });
});
