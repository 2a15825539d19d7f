import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fieldCommitment, fieldSalt, fieldsOf, type Fields } from '@hotline/ledger';
import { aReport } from '../support';
import { TestService } from '../support/test-service';

describe('an auditor takes the record away and checks it at home', () => {
  let service: TestService;
  let folder: string;
  let publicKey: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hotline-audit-'));
    service = await TestService.start();
    publicKey = (await service.get('/v1/log/status', 'auditor')).body.publicKey as string;
  });
  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const at = (minutes: number) => ({ from: new Date(Date.UTC(2016, 2, 2, 8, minutes)).toISOString(), precision: 'EXACT' });
  const bytes = async (path: string) => {
    const response = await fetch(service.url + path, { headers: { authorization: `Bearer ${service.tokens.auditor}` } });
    expect(response.status).toBe(200);
    return { data: Buffer.from(await response.arrayBuffer()), size: response.headers.get('hotline-checkpoint') };
  };
  const saved = async (path: string, name: string) => {
    const { data, size } = await bytes(path);
    writeFileSync(join(folder, name), data);
    return size;
  };
  const verify = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(__dirname, '../../tools/verify/verify.mjs'), ...args], { cwd: folder, encoding: 'utf8' });
    return { status, text: stdout + stderr };
  };
  const asSuperuser = (sql: string) =>
    service.db.database.transaction(async (tx) => {
      await tx.query('SET LOCAL session_replication_role = replica');
      await tx.query(sql);
    });
  let receipt: { reportId: string; statement: string };

  it('a reporter gets a signed statement, and the same one on a retry', async () => {
    const body = aReport({ occurred: at(0) });
    const first = await service.post('/v1/reports', 'monitor', body);
    const again = await service.post('/v1/reports', 'monitor', body);
    expect([first.status, again.status, again.body.statement]).toEqual([202, 200, first.body.statement]);
    receipt = first.body as typeof receipt;
    writeFileSync(join(folder, 'receipt.json'), first.text);
    await service.post('/v1/reports', 'monitor2', aReport({ occurred: at(3) }));
    await service.settled();
  });

  it('what was exported verifies offline: log, incidents, manifest, receipt', async () => {
    const size = await saved('/v1/exports/incidents.ndjson?queue=all', 'incidents.ndjson');
    await saved(`/v1/exports/incidents.manifest.json?queue=all&format=ndjson&asOf=${size}&count=verified`, 'manifest.json');
    await saved(`/v1/exports/log.ndjson?asOf=${size}`, 'log.ndjson');
    const result = verify('log.ndjson', '--key', publicKey, '--incidents', 'incidents.ndjson', '--manifest', 'manifest.json', '--receipt', 'receipt.json');
    expect(result.text).toContain(`the report ${receipt.reportId} of the receipt: is in the log at index`);
    expect(result.text).toContain('1 rows, counted as: verified');
    expect([result.status, result.text.includes('[BAD]')]).toEqual([0, false]);
  });

  it('what was changed on the way does not', async () => {
    const incidents = (await bytes('/v1/exports/incidents.ndjson')).data.toString('utf8');
    writeFileSync(join(folder, 'touched.ndjson'), incidents.replace(/"killed":null/, '"killed":9'));
    const result = verify('log.ndjson', '--key', publicKey, '--incidents', 'touched.ndjson', '--manifest', 'manifest.json');
    expect(result.status).toBe(1);
    expect(result.text).toMatch(/\[BAD\] every incident row is what the log records of it: row 1, incident \S+: killed differs/);
    expect(result.text).toContain('[BAD] the exported file is the one of the manifest');
  });

  it("last month's export can be made again, byte for byte, in every format", async () => {
    const paths = ['csv', 'ndjson', 'geojson', 'xlsx'].map((format) => `/v1/exports/incidents.${format}?queue=all&hxl=true`);
    const before = await Promise.all(paths.slice(0, 2).map(bytes)).then(async (first) => [...first, await bytes(paths[2]!), await bytes(paths[3]!)]);
    await service.post('/v1/reports', 'monitor', aReport({ occurred: at(300), place: { name: 'Madaya' } }));
    await service.post('/v1/reports', 'monitor2', aReport({ occurred: at(1), casualties: { killed: 2 } }));
    await service.settled();
    for (const [index, path] of paths.entries()) {
      const { data, size } = before[index]!;
      const again = await bytes(`${path}&asOf=${size}`);
      expect([path, again.data.equals(data), again.size]).toEqual([path, true, size]);
      expect((await bytes(path)).data.equals(data)).toBe(false);
      const format = /incidents\.(\w+)/.exec(path)![1];
      const manifest = (await service.get(`/v1/exports/incidents.manifest.json?queue=all&hxl=true&format=${format}&asOf=${size}`, 'auditor')).body.manifest;
      expect(manifest).toMatchObject({ sha256: createHash('sha256').update(data).digest('hex'), bytes: data.length, rows: 1, query: { queue: 'all', hxl: 'true' } });
    }
    expect((await service.get('/v1/exports/incidents.csv?asOf=999999', 'auditor')).status).toBe(404);
  });

  it('an export points at its own manifest, and the manifest speaks of the very bytes', async () => {
    const response = await fetch(`${service.url}/v1/exports/incidents.csv?queue=all`, { headers: { authorization: `Bearer ${service.tokens.auditor}` } });
    const data = Buffer.from(await response.arrayBuffer());
    const path = /<([^>]+)>; rel="describedby"/.exec(response.headers.get('link') ?? '')![1]!;
    const { status, body } = await service.get(path, 'auditor');
    expect([status, body.manifest?.sha256]).toEqual([200, createHash('sha256').update(data).digest('hex')]);
  });

  it('a publication leaves fields out and still verifies', async () => {
    await saved('/v1/exports/log.ndjson?redaction=publication', 'publication.ndjson');
    const { data } = await bytes('/v1/exports/log.ndjson?redaction=publication');
    expect(data.toString('utf8')).not.toMatch(/34\.8353|36\.7418|"lat":\[|"salt":/);
    const result = verify('publication.ndjson', '--key', publicKey, '--pin', 'pin.txt', '--receipt', 'receipt.json');
    expect(result.status).toBe(2); // there is no pin yet
    await saved('/v1/log/checkpoint', 'pin.txt');
    await saved('/v1/exports/log.ndjson?redaction=publication', 'publication.ndjson');
    const good = verify('publication.ndjson', '--key', publicKey, '--pin', 'pin.txt', '--receipt', 'receipt.json');
    expect([good.status, good.text.includes('with fields left out behind commitments')]).toEqual([0, true]);
  });

  it('published incidents prove themselves line by line, with the log or without it', async () => {
    const size = await saved('/v1/exports/incidents.publication.ndjson?queue=all', 'published.ndjson');
    await saved(`/v1/exports/log.ndjson?redaction=publication&asOf=${size}`, 'publication.ndjson');
    const text = readFileSync(join(folder, 'published.ndjson'), 'utf8');
    expect(text).not.toMatch(/34\.8353|36\.7418|SY040401|"salt":/);
    expect(text).toContain('"act":[');
    const rows = text.trimEnd().split('\n').slice(1, -1).map((line) => JSON.parse(line) as { incidentId: string; shown: object; proof: string[] });
    expect(rows.map(({ incidentId }) => incidentId)).toEqual((await service.get(`/v1/exports/incidents.ndjson?queue=all&asOf=${size}`, 'auditor')).text.trimEnd().split('\n').map((line) => (JSON.parse(line) as { id: string }).id));
    const alone = verify('--publication', 'published.ndjson', '--key', publicKey);
    expect([alone.status, alone.text]).toEqual([0, expect.stringMatching(/\[ok \] every published incident is in the log, as it is shown: \d+ proofs/)]);
    const both = verify('publication.ndjson', '--publication', 'published.ndjson', '--key', publicKey);
    expect([both.status, both.text]).toEqual([0, expect.stringContaining('[ok ] every published incident is the newest that the log lists')]);
  });

  /** The line with another digit after what is named, whichever stood there. */
  const otherDigit = (line: string, place: RegExp) => line.replace(place, (_, name: string, digit: string) => name + (digit === '0' ? '1' : '0'));
  it.each<[string, (lines: string[]) => string[]]>([
    ['shows another act', (lines) => lines.map((line) => line.replace('"ATTACK"]', '"OTHER"]'))],
    ['hides another value', (lines) => lines.map((line, at) => (at === 1 ? otherDigit(line, /("lat":")(.)/) : line))],
    ['leaves a field out altogether', (lines) => lines.map((line, at) => (at === 1 ? line.replace(/"lat":"[0-9a-f]+",/, '') : line))],
    ['stands at another index', (lines) => lines.map((line, at) => (at === 1 ? line.replace(/"index":(\d+)/, (_, index: string) => `"index":${Number(index) + 1}`) : line))],
    ['has a touched proof', (lines) => lines.map((line, at) => (at === 1 ? otherDigit(line, /("proof":\[")(.)/) : line))],
    ['has lost its last lines', (lines) => lines.slice(0, -1)],
    ['has lost a row', (lines) => [lines[0]!, ...lines.slice(2)]],
    ['has a row twice', (lines) => [...lines.slice(0, 2), lines[1]!, ...lines.slice(2, -1), `{"rows":${lines.length - 1}}`]],
    ['has another checkpoint', (lines) => lines.map((line, at) => (at === 0 ? line.replace(/(\\n)(\d+)(\\n)/, (_, a: string, size: string, b: string) => a + (Number(size) + 1) + b) : line))],
  ])('a publication that %s is found out', (_, touch) => {
    const lines = readFileSync(join(folder, 'published.ndjson'), 'utf8').trimEnd().split('\n');
    const touched = touch([...lines]);
    expect(touched).not.toEqual(lines);
    writeFileSync(join(folder, 'touched-publication.ndjson'), touched.map((line) => `${line}\n`).join(''));
    expect(verify('--publication', 'touched-publication.ndjson', '--key', publicKey).status).toBe(1);
  });

  it('every export is itself a fact', async () => {
    const facts = await service.db.database.query<{ type: string; content: { what: string; checkpoint: number } }>(`SELECT type, content FROM fact WHERE type LIKE 'export.%' AND actor IS NOT NULL ORDER BY id`);
    expect(facts[0]).toMatchObject({ type: 'export.made', content: { what: 'incidents.ndjson', query: { queue: 'all' } } });
    expect(new Set(facts.map(({ content }) => content.what))).toEqual(new Set(['incidents.ndjson', 'incidents.csv', 'incidents.geojson', 'incidents.xlsx', 'incidents.publication.ndjson', 'log.ndjson']));
    expect(facts.filter(({ type }) => type === 'export.manifested').length).toBeGreaterThan(4);
  });

  it('a field that was erased is gone from row, log and export, and everything still verifies', async () => {
    const entries = () => readFileSync(join(folder, 'log.ndjson'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as { index: number; type: string; incidentId: string; content?: { lat: number; id: string } });
    await saved('/v1/exports/log.ndjson', 'log.ndjson');
    const { index, incidentId } = entries().filter(({ type, content }) => type === 'incident.listed' && content?.lat === 34.8353).at(-1)!;
    const erase = (body: object, as: 'admin' | 'auditor' = 'admin') => service.post('/v1/log/erasures', as, { index, field: 'lat', reason: 'a court order', ...body });
    expect((await erase({}, 'auditor')).status).toBe(403);
    expect((await erase({ field: 'id' })).body.detail).toContain('an incident is told from others by it');
    expect((await erase({ index: 999_999 })).status).toBe(404);
    const done = await erase({});
    expect([done.status, done.body]).toEqual([201, { index, field: 'lat', commitment: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect((await erase({})).body.detail).toContain('there is no such field');
    expect((await erase({ field: 'lon' })).status).toBe(201);

    const size = await saved('/v1/exports/incidents.ndjson?queue=all', 'incidents.ndjson');
    await saved(`/v1/exports/log.ndjson?asOf=${size}`, 'log.ndjson');
    await saved(`/v1/exports/log.ndjson?redaction=publication&asOf=${size}`, 'publication.ndjson');
    await saved(`/v1/exports/incidents.publication.ndjson?queue=all&asOf=${size}`, 'published.ndjson');
    const row = entries().find((entry) => entry.index === index) as unknown as { shown: object; hidden: Record<string, string>; salt?: string };
    expect([Object.keys(row.hidden).sort(), row.hidden.lat, row.salt, 'act' in row.shown]).toEqual([['lat', 'lon'], done.body.commitment, undefined, true]);
    expect(readFileSync(join(folder, 'incidents.ndjson'), 'utf8')).toMatch(new RegExp(`"id":"${incidentId}".*"lat":null,"lon":null`));
    expect(entries().filter(({ type }) => type === 'field.erased')).toHaveLength(2);
    const whole = verify('log.ndjson', '--key', publicKey, '--incidents', 'incidents.ndjson', '--receipt', 'receipt.json', '--pin', 'pin.txt');
    expect([whole.status, whole.text.includes('[BAD]')]).toEqual([0, false]);
    const published = verify('publication.ndjson', '--key', publicKey, '--publication', 'published.ndjson');
    expect([published.status, published.text.includes('[BAD]')]).toEqual([0, false]);
    const held = await service.db.database.query<{ salt: Buffer | null; content: object }>('SELECT f.salt, f.content FROM fact f JOIN log_entry e ON e.fact_id = f.id WHERE e.index = $1', [index]);
    expect([held[0]!.salt, 'lat' in held[0]!.content]).toEqual([null, false]);
  });

  it('a field that is left out of the whole log, and was never erased on the record, is found out', async () => {
    const lines = readFileSync(join(folder, 'log.ndjson'), 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('"type":"report.received"'));
    const { content, salt, actor, ...open } = JSON.parse(lines[at]!) as { index: number; content: Fields; salt: string; actor: string };
    const opened = Object.entries(fieldsOf(actor, content)).map(([name, value]) => ({ name, value, own: fieldSalt(name, salt) }));
    const shown = Object.fromEntries(opened.filter(({ name }) => name !== 'kind').map(({ name, value, own }) => [name, [own, value]]));
    const hidden = Object.fromEntries(opened.filter(({ name }) => name === 'kind').map(({ name, value, own }) => [name, fieldCommitment(own, value)]));
    for (const line of [{ ...open, shown, hidden }, open]) {
      writeFileSync(join(folder, 'touched.ndjson'), lines.with(at, JSON.stringify(line)).join('\n'));
      const result = verify('touched.ndjson', '--key', publicKey);
      expect([result.status, result.text]).toEqual([1, expect.stringMatching(/\[BAD\] every field that is missing was erased on the record: (kind|everything) of index \d+ is left out/)]);
    }
  });

  it('nobody else changes a fact, not even its owner, and not what an erasure did not erase', async () => {
    const change = (sql: string) => service.db.database.query(sql).catch((error: Error) => error.message);
    expect(await change(`UPDATE fact SET content = content - 'lat', salt = NULL`)).toBe('rows of fact are never changed or removed');
    expect(await change(`DELETE FROM fact`)).toBe('rows of fact are never changed or removed');
    const asServing = service.db.database.transaction(async (tx) => {
      await tx.query('SET LOCAL ROLE hotline_app');
      await tx.query(`SELECT set_config('hotline.erasing', 'kind', true)`);
      await tx.query(`UPDATE fact SET content = content - 'kind', salt = NULL`);
    });
    await expect(asServing).rejects.toThrow('permission denied for table fact');
  });

  const fsckLines = async () => (await service.get('/v1/log/fsck', 'auditor')).text.trimEnd().split('\n').map((line) => JSON.parse(line) as { what?: string; ok?: boolean; checked?: number; entries?: number; isGood?: boolean; detail?: string });
  const flipped = (column: string) => `${column} = set_byte(${column}, 0, get_byte(${column}, 0) # 1)`;
  it.each([
    ['the commitment of an entry', `UPDATE log_entry SET ${flipped('commitment')} WHERE index = 3`, 'the fact is not the one that was recorded'],
    ['the leaf of an entry', `UPDATE log_entry SET ${flipped('leaf_hash')} WHERE index = 3`, 'the fact is not the one that was recorded'],
    ['the salt of a fact', `UPDATE fact SET ${flipped('salt')} WHERE id = (SELECT fact_id FROM log_entry WHERE index = 3)`, 'the fact is not the one that was recorded'],
    ['which fact an entry stands for', 'UPDATE log_entry SET fact_id = -fact_id WHERE index = 3', 'the fact is missing'],
  ])('the live database finds that a superuser changed %s', async (_, itsOwnInverse, found) => {
    const entries = async () => (await fsckLines()).find(({ what }) => what === 'every entry is what its row hashes to');
    await asSuperuser(itsOwnInverse);
    expect(await entries()).toMatchObject({ ok: false, detail: `index 3: ${found}` });
    await asSuperuser(itsOwnInverse);
    expect(await entries()).toMatchObject({ ok: true });
  });

  it('the live database checks itself, and says what a superuser did to it', async () => {
    const clean = await fsckLines();
    expect(clean.filter(({ ok }) => ok === false)).toEqual([]);
    expect(clean.find(({ checked }) => checked !== undefined)).toEqual({ checked: clean.at(-1)!.entries, of: clean.at(-1)!.entries });
    expect(clean.at(-1)!.isGood).toBe(true);
    await asSuperuser(`UPDATE docket SET killed = 99`);
    await asSuperuser(`UPDATE log_tile SET ${flipped('hashes')}`);
    const spoilt = await fsckLines();
    expect([spoilt.at(-1)!.isGood, spoilt.filter(({ ok }) => ok === false).map(({ what }) => what)]).toEqual([false, ['every tile is that of the entries', 'the docket shows what was listed last']]);
  });

  it('a report that vanished is proven to have been accepted', async () => {
    await service.stopWorker();
    const lost = await service.post('/v1/reports', 'monitor', aReport({ occurred: at(90) }));
    writeFileSync(join(folder, 'lost.json'), lost.text);
    const { reportId } = lost.body as { reportId: string };
    await asSuperuser(`DELETE FROM log_pending WHERE fact_id IN (SELECT id FROM fact WHERE report_id = '${reportId}')`);
    for (const [table, column] of [['fact', 'report_id'], ['report', 'id'], ['report_original', 'report_id'], ['outbox', 'subject_id']]) {
      await asSuperuser(`DELETE FROM ${table} WHERE ${column} = '${reportId}'`);
    }
    await asSuperuser(`UPDATE log_tile SET hashes = (SELECT string_agg(leaf_hash, ''::bytea ORDER BY e.index) FROM log_entry e) WHERE level = 0`);
    await saved('/v1/exports/log.ndjson', 'log.ndjson');
    expect(verify('log.ndjson', '--key', publicKey, '--receipt', 'lost.json').text).toContain('is not in this export, which ends before it had to be');
    await service.db.database.query(`INSERT INTO fact (type, recorded_at, content) VALUES ('reference.changed', now() + interval '2 minutes', '{}')`);
    await saved('/v1/exports/log.ndjson', 'log.ndjson');
    const result = verify('log.ndjson', '--key', publicKey, '--receipt', 'lost.json');
    expect([result.status, result.text.includes(`the report ${reportId} of the receipt: IS ABSENT: accepted`)]).toEqual([1, true]);
  });
});
