import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { codeAt } from '../../apps/api/people/one-time-code';
import { StandaloneProcess } from '../../tools/bench/standalone.process';
import { aReport, until } from '../support';
import { holds, MADE, mayBe, PLACES, PLANTED, type Place, type Planted } from '../support/canaries';
import { build } from '../support/worker-process';

jest.setTimeout(300_000);

const root = resolve(__dirname, '../..');
/** Another machine, as far as one machine can play it: Linux answers to all of 127.0.0.0/8. */
const CALLER = process.platform === 'linux' ? '127.0.0.77' : undefined;

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}

/** What is certainly there: a place in which this is not found was not searched. */
const SIGN_OF_LIFE: Record<Place, string> = {
  'every row of the database': PLANTED["a reporter's words"],
  "the database's files": PLANTED["a reporter's words"],
  'the backup and the archived write-ahead log': PLANTED["a reporter's words"],
  "the database's own log": 'ready to accept connections',
  'what Redis was told': 'report.received',
  "Redis's files": 'bull',
  'the logs': 'level',
  'the keys and tokens of the data folder': 'PRIVATE+KEY',
  'incidents.csv': 'VERIFIED',
  'incidents.ndjson': 'VERIFIED',
  'incidents.geojson': 'VERIFIED',
  'incidents.xlsx, unpacked': 'VERIFIED',
  'incidents.manifest.json': 'sha256',
  'incidents.publication.ndjson': 'VERIFIED',
  'log.ndjson': 'report.received',
  'log.ndjson of a publication': 'report.received',
  'the bulletin': 'incidents',
  'answers to its own side': 'VERIFIED',
  'answers to the other side': 'VERIFIED',
  'answers to the OSE': 'VERIFIED',
  'answers to auditors': 'VERIFIED',
  'answers to operators': '"kid"',
  'answers to its reporter': 'reportId',
  'answers to another monitor': 'regime',
  'answers to anybody': 'keyPrefix',
  'refusals, with their headers': 'urn:hotline:problem:internal',
  metrics: 'hotline_outbox_open',
  'events to its own side': 'opinion.committed',
  'events to the other side': 'incident.offered',
  'events to auditors': 'incident.offered',
  "webhooks of a side's view": 'incident.offered',
  "webhooks of an auditor's view": 'incident.offered',
};

describe('canaries in a whole service at its most talkative', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-canary-'));
  const dataDir = join(folder, 'data');
  const planted = new Map<Planted, string>(Object.entries(PLANTED) as [Planted, string][]);
  const found = new Map<Place, Buffer[]>(PLACES.map((place) => [place, []]));
  const keep = (place: Place, ...what: (string | Buffer)[]) => found.get(place)!.push(...what.map((one) => Buffer.from(one as string)));

  const receiver = createServer((heard, answer) => {
    const parts: Buffer[] = [];
    heard.on('data', (part: Buffer) => parts.push(part));
    heard.on('end', () => {
      keep(heard.url === '/side' ? "webhooks of a side's view" : "webhooks of an auditor's view", heard.rawHeaders.join('\n'), ...parts);
      answer.writeHead(204).end();
    });
  });
  let service: StandaloneProcess;
  let listening: Redis;
  let database: Client;

  /** Every request comes from the caller's address, names another and its browser. */
  const send = (method: string, path: string, { as, body, headers = {} }: { as?: string | undefined; body?: unknown; headers?: Record<string, string> | undefined } = {}): Promise<Answer> =>
    new Promise((done, failed) => {
      const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
      const sent = request(service.url + path, {
        method,
        ...(CALLER ? { localAddress: CALLER } : {}),
        headers: {
          'user-agent': PLANTED['the browser of a caller'],
          'x-forwarded-for': PLANTED['the address a caller names'],
          ...(as ? { authorization: `Bearer ${as}` } : {}),
          ...(text === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part)).on('error', failed).on('end', () => done({ status: answer.statusCode!, headers: answer.headers, bytes: Buffer.concat(parts) }));
      });
      sent.on('error', failed).end(text);
    });
  const bodyOf = <T = Record<string, any>>({ bytes }: Answer) => JSON.parse(bytes.toString()) as T; // eslint-disable-line @typescript-eslint/no-explicit-any
  const get = (path: string, name: string) => send('GET', path, { as: service.token(name) });
  const post = async (path: string, as: string, body: unknown, headers?: Record<string, string>) => {
    const answer = await send('POST', path, { as, body, headers });
    if (answer.status >= 300) throw new Error(`${path} was answered ${answer.status}: ${answer.bytes.toString()}`);
    return bodyOf(answer);
  };

  beforeAll(async () => {
    await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
    build();
    chmodSync(folder, 0o711); // PostgreSQL is a lesser account when we are root
    service = new StandaloneProcess(
      {
        LOG_LEVEL: 'debug',
        HOTLINE_WAL_ARCHIVE: join(folder, 'archive'),
        HOTLINE_WEBHOOK_HOSTS: 'receiver.example',
        HOTLINE_PUBLIC_URL: 'http://127.0.0.1',
        HOTLINE_OIDC: `RU http://127.0.0.1:9/ hotline ${PLANTED["the service's secret at an issuer"]}`,
        NODE_OPTIONS: `--require ${resolve(root, 'test/support/receiver.cjs')}`,
        TEST_RECEIVER_PORT: String((receiver.address() as AddressInfo).port),
      },
      dataDir,
      resolve(root, 'dist/apps/standalone/main.js'),
    );
    service.heard = service.logged = (line) => keep('the logs', `${line}\n`);
    await service.start();
    const [port, password] = ['port', 'password'].map((name) => readFileSync(join(dataDir, 'redis', name), 'utf8'));
    const redis = new Redis({ port: Number(port), password: password!, disconnectTimeout: 0 }); // it is hung up on after the server has gone, and nobody waits for that
    listening = await redis.monitor();
    redis.disconnect();
    listening.on('monitor', (_at, told: string[]) => keep('what Redis was told', told.join(' ')));
    database = new Client({ connectionString: service.databaseUrl });
    await database.connect();
  });
  afterAll(async () => {
    listening?.disconnect();
    await service?.stop();
    receiver.closeAllConnections();
    receiver.close();
    rmSync(folder, { recursive: true, force: true });
  });

  let key = '';
  let cookies = '';
  let csrfToken = '';
  let receipt = '';
  let incidentId = '';
  const asReviewer = () => ({ cookie: cookies, 'x-csrf-token': csrfToken });
  const said = (change: object = {}) => aReport({
    clientReportId: PLANTED["a reporter's own number for it"],
    narrative: `${PLANTED["a reporter's words"]} fell on the market`,
    place: { lat: 34.83531, lon: 36.74187, radiusM: 300, name: PLANTED['what a reporter calls the place'] },
    allegedPerpetrator: PLANTED['whom a reporter accuses'],
    allegedVictim: PLANTED['whom a reporter calls a victim'],
    convoyReference: PLANTED['the number of a convoy'],
    contact: { name: PLANTED['the name of a contact'], phone: PLANTED['the telephone of a contact'], mail: PLANTED['the e-mail of a contact'], at: { lat: 33.51298, lon: 36.29128 } },
    ...change,
  });

  it('are planted: by a source with a key, and by a reviewer who signs in', async () => {
    const admin = service.token('admin');
    const hook = await post('/v1/webhooks', admin, { url: 'https://receiver.example/side', viewer: 'US' });
    await post('/v1/webhooks', admin, { url: 'https://receiver.example/auditor', viewer: 'AUDITOR' });
    const holder = { organisation: PLANTED['the organisation of a source'], kind: 'MONITOR', label: PLANTED['what operators call a source'], role: 'monitor' };
    ({ key } = await post('/v1/admin/keys', admin, { holder, scopes: ['report.submit', 'receipt.read', 'self.read'] }) as { key: string });
    planted.set('the secret of an API key', key.split('_')[3]!);

    const [login, password] = [PLANTED['the login of a reviewer'], PLANTED['a password']];
    const { invitation } = await post('/v1/admin/people', admin, { role: 'reviewer', side: 'US', organisation: 'United States co-chair', label: PLANTED['the name of a reviewer'], login });
    const { otpauthUri } = await post('/v1/session/enrolment', '', { invitation, password });
    const secret = new URL(otpauthUri as string).searchParams.get('secret')!;
    const opened = await send('POST', '/v1/session', { body: { login, password, code: codeAt(secret, new Date()) } });
    cookies = opened.headers['set-cookie']![0]!.split(';')[0]!;
    ({ csrfToken } = bodyOf(opened) as { csrfToken: string });
    planted.set('an invitation', invitation).set('the secret of an authenticator', secret).set('the cookie of a session', cookies.split('=')[1]!).set('the key of a webhook', hook.key as string);

    const keys = JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8')) as { secret: string; logKey: string };
    planted.set("the service's own secret", keys.secret).set('the key of the log', keys.logKey.split('+').slice(4).join('+')).set("the database's password", new URL(service.databaseUrl).password);
    if (CALLER) planted.set('the address of a caller', CALLER);
    for (const words of planted.values()) expect(words.length).toBeGreaterThanOrEqual(8); // shorter ones are anywhere by chance
  });

  it('are reported, linked, verified and judged by one side', async () => {
    const filed = await post('/v1/reports', key, said());
    receipt = filed.receipt as string;
    planted.set('a receipt', receipt);
    keep('answers to its reporter', JSON.stringify(filed));
    await post('/v1/reports', service.token('monitor2'), said({ narrative: `In the next village we heard how ${PLANTED["a reporter's words"]} came down.` }));
    incidentId = await until('the incident is offered', async () => {
      const { rows } = await database.query<{ id: string }>(`SELECT incident_id AS id FROM fact WHERE type = 'incident.offered'`);
      return rows[0]?.id;
    }, 60_000);
    await post(`/v1/incidents/${incidentId}/lease`, '', {}, asReviewer());
    await post(`/v1/incidents/${incidentId}/opinion`, '', { verdict: 'VIOLATION', reasons: PLANTED['a sealed opinion'] }, asReviewer());
    await until('all work is done and has its place in the log', async () => (await database.query('SELECT FROM outbox UNION ALL SELECT FROM log_pending')).rowCount === 0, 60_000);
  });

  it('are sent where they are refused: with every status there is', async () => {
    const bad = PLANTED['words that were refused'];
    const tooMuch = JSON.stringify(said({ clientReportId: bad, narrative: bad.repeat(5_000) }));
    const refused: [number, string, string, Parameters<typeof send>[2]][] = [
      [400, 'POST', '/v1/reports', { as: key, body: said({ clientReportId: bad, kind: bad, [PLANTED['a field that nobody knows']]: bad, place: { lat: bad, name: bad }, occurred: { from: bad, precision: bad } }) }],
      [400, 'POST', '/v1/reports', { as: key, body: `{"narrative": "${bad}` }],
      [400, 'POST', '/v1/reports', { as: key, body: JSON.stringify({ [PLANTED['a field that nobody knows']]: 1 }).replace('}', `, "${PLANTED['a field that nobody knows']}": 2}`) }],
      [400, 'GET', `/v1/incidents?queue=${bad}&cursor=${bad}&sort=${bad}`, { as: service.token('auditor') }],
      [400, 'POST', `/v1/incidents/${incidentId}/opinion`, { headers: asReviewer(), body: { verdict: bad, reasons: bad } }],
      [401, 'POST', '/v1/reports', { as: PLANTED['a wrong token'], body: said() }],
      [401, 'POST', '/v1/reports', { as: `${key.slice(0, -8)}00000000`, body: said() }],
      [401, 'POST', '/v1/session', { body: { login: PLANTED['the login of a reviewer'], password: PLANTED['a password'], code: '000000' } }],
      [401, 'POST', '/v1/session', { body: { login: bad, password: bad, code: '000000' } }],
      [403, 'POST', `/v1/incidents/${incidentId}/opinion`, { headers: { cookie: cookies }, body: { verdict: 'VIOLATION', reasons: PLANTED['a sealed opinion'] } }],
      [403, 'POST', '/v1/admin/keys', { as: key, body: { accountId: bad } }],
      [403, 'POST', '/v1/public/reports', { body: said(), headers: { altcha: bad } }],
      [404, 'GET', `/v1/receipts/${bad}`, {}],
      [503, 'GET', '/v1/session/oidc/RU', {}],
      [404, 'GET', `/v1/${bad}?token=${key}`, { as: key }],
      [404, 'POST', `/v1/session/enrolment/${bad}`, { body: { password: PLANTED['a password'] } }],
      [409, 'POST', `/v1/incidents/${incidentId}/opinion`, { headers: asReviewer(), body: { verdict: 'VIOLATION', reasons: PLANTED['a sealed opinion'] } }],
      [413, 'POST', '/v1/reports', { as: key, body: tooMuch }],
      [415, 'POST', '/v1/reports', { as: key, body: said(), headers: { 'content-type': `text/${bad}` } }],
      [422, 'POST', '/v1/reports', { as: key, body: said({ narrative: bad }) }],
    ];
    const answers = [];
    for (const [, method, path, what] of refused) answers.push(await send(method, path, what));
    // A database that fails on a row quotes it: the whole of it.
    await database.query(`ALTER TABLE report ADD CONSTRAINT fails CHECK (narrative NOT LIKE '%${bad}%') NOT VALID`);
    answers.push(await send('POST', '/v1/reports', { as: key, body: said({ clientReportId: bad, narrative: bad }) }));
    await database.query('ALTER TABLE report DROP CONSTRAINT fails');
    expect(answers.map(({ status }, index) => [refused[index]?.slice(1, 3), status])).toEqual([...refused.map(([status, ...asked]) => [asked.slice(0, 2), status]), [undefined, 500]]);
    for (const { headers, bytes } of answers) keep('refusals, with their headers', JSON.stringify(headers), bytes);
  });

  it('are looked for in everything that is answered', async () => {
    const described = bodyOf<{ paths: Record<string, Record<string, { parameters?: { name: string; in: string; required?: boolean }[] }>> }>(await send('GET', '/openapi.json'));
    const fill: Record<string, string> = { id: incidentId, receipt, date: '2016-03-02', code: 'SAF', party: 'SAF', side: 'US' };
    const paths = Object.entries(described.paths).filter(([path, { get: reading }]) => reading && !/exports|events|oidc/.test(path)).map(([path]) => path.replace(/\{(\w+)\}/g, (_, name: string) => fill[name]!));
    const everywhere = [...paths, '/v1/incidents?queue=all', `/v1/incidents/${incidentId}?asKnownAt=${new Date().toISOString()}`, '/v1/incidents?queue=all&bbox=36.7,34.8,36.8,34.9', '/health/live', '/health/ready'];
    const readers: [Place, Parameters<typeof send>[2]][] = [
      ['answers to its own side', { headers: { cookie: cookies } }], ['answers to its own side', { as: service.token('reviewerUS') }], ['answers to the other side', { as: service.token('reviewerRU') }],
      ['answers to the OSE', { as: service.token('secretariat') }], ['answers to auditors', { as: service.token('auditor') }], ['answers to operators', { as: service.token('admin') }],
      ['answers to its reporter', { as: key }], ['answers to another monitor', { as: service.token('monitor') }], ['answers to anybody', {}],
    ];
    for (const [place, what] of readers) {
      for (const path of everywhere) {
        const { headers, bytes } = await send('GET', path, what);
        keep(path === '/metrics' ? 'metrics' : /bulletins/.test(path) ? 'the bulletin' : place, JSON.stringify(headers), bytes);
      }
    }
    for (const format of ['csv', 'ndjson', 'geojson', 'manifest.json', 'publication.ndjson'] as const) keep(`incidents.${format}`, (await get(`/v1/exports/incidents.${format}?queue=all`, 'auditor')).bytes);
    keep('incidents.xlsx, unpacked', ...Object.values(unzipSync((await get('/v1/exports/incidents.xlsx?queue=all', 'auditor')).bytes)).map((file) => Buffer.from(file)));
    keep('log.ndjson', (await get('/v1/exports/log.ndjson', 'auditor')).bytes);
    keep('log.ndjson of a publication', (await get('/v1/exports/log.ndjson?redaction=publication', 'auditor')).bytes);
  });

  it('are looked for in what is told as it happens', async () => {
    const listeners = [['events to its own side', 'reviewerUS'], ['events to the other side', 'reviewerRU'], ['events to auditors', 'auditor']] as const;
    await post(`/v1/incidents/${incidentId}/steps`, service.token('secretariat'), { step: 'RELAYED', authority: 'procedure' }); // the last thing to be heard of
    for (const [place, name] of listeners) {
      const hangUp = new AbortController();
      const stream = await fetch(`${service.url}/v1/events`, { headers: { authorization: `Bearer ${service.token(name)}`, 'last-event-id': '0' }, signal: hangUp.signal });
      for await (const part of stream.body!) {
        keep(place, Buffer.from(part as Uint8Array));
        if (Buffer.concat(found.get(place)!).includes('response.recorded')) break;
      }
      hangUp.abort();
    }
    for (const place of ["webhooks of a side's view", "webhooks of an auditor's view"] as const) await until(`${place} have told it`, () => Buffer.concat(found.get(place)!).includes('response.recorded'));
  });

  it('are looked for in everything that is kept', async () => {
    const { rows: tables } = await database.query<{ name: string }>(`SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`);
    for (const { name } of tables) keep('every row of the database', ...(await database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t`)).rows.map(({ row }) => row));
    execFileSync(process.execPath, ['--no-warnings', resolve(root, 'dist/apps/cli/main.js'), 'backup', '--out', join(folder, 'backup')], { env: { ...service.environment, HOTLINE_URL: service.url }, stdio: 'ignore' });
    await database.end();
    await service.stop();
    keep('the backup and the archived write-ahead log', ...filesIn(join(folder, 'backup')), ...filesIn(join(folder, 'archive')));
    keep("the database's files", ...filesIn(join(dataDir, 'postgres', 'cluster')));
    keep("the database's own log", ...['server.log', 'server.log.old'].flatMap((name) => filesIn(join(dataDir, 'postgres'), name)));
    keep("Redis's files", ...filesIn(join(dataDir, 'redis')));
    keep('the keys and tokens of the data folder', ...readdirSync(dataDir, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => readFileSync(join(dataDir, name))));
  });

  describe.each(PLACES)('in %s', (place) => {
    const bytes = () => Buffer.concat(found.get(place)!.flatMap((part) => [part, Buffer.from('\n')]));

    it('there is what has to be there', () => expect(bytes().includes(SIGN_OF_LIFE[place])).toBe(true));

    it('there is what may be there and nothing else', () => {
      const all = bytes();
      const there = [...planted].filter(([, words]) => holds(all, words)).map(([name]) => name);
      expect(there).toEqual([...planted.keys()].filter((name) => mayBe(name, place)));
    });
  });

  it('nothing that was logged holds an address of a caller or a stack', () => {
    const lines = found.get('the logs')!.map(String).filter((line) => line.startsWith('{'));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => /remoteAddress|"ip"|\\n\s+at /.test(line))).toEqual([]);
  });

  it(`were all planted${CALLER ? '' : ' [but the address of a caller: needs Linux]'}`, () => {
    const made = MADE.filter((name) => CALLER !== undefined || name !== 'the address of a caller');
    expect(made.filter((name) => !planted.get(name))).toEqual([]);
  });
});

function filesIn(folder: string, only?: string): Buffer[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && (only === undefined || entry.name === only))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
}
