import { TestService } from '../../test/support/test-service';
import { assessedIncidents, type Told } from './incidents.fixture';

let service: TestService;
beforeAll(async () => {
  service = await TestService.start({ worker: false });
});
afterAll(() => service.stop());

const get = (path: string, as: Parameters<TestService['get']>[1] = 'reviewerUS') => service.get(path, as);
const post = (path: string, as: Parameters<TestService['post']>[1], body: unknown) => service.post(path, as, body);
const sql = <Row>(text: string, parameters: unknown[] = []) => service.db.database.query<Row>(text, parameters);
const one = async (told: Told = {}) => (await assessedIncidents(service, told))[0]!;

describe('lists', () => {
  let ids: string[];
  beforeAll(async () => {
    ids = await assessedIncidents(
      service,
      ...Array.from({ length: 25 }, (_, day): Told => ({ at: `2016-04-${String((day % 9) + 1).padStart(2, '0')}T08:00:00Z`, lat: 34.3 + day / 40, lon: 36.9, zone: 'SY07' })),
    );
    await assessedIncidents(service, { at: '2016-02-26T21:30:00Z' }, { sources: ['first'] }, { zone: 'TR06' });
  });

  async function walk(query: string, between?: () => Promise<unknown>): Promise<string[]> {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { status, body } = await get(`/v1/incidents?${query}&limit=4${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      expect(status).toBe(200);
      expect(body.items.length).toBeLessThanOrEqual(4);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
      await between?.();
    }
    return seen;
  }

  it.each(['openedAt', '-openedAt', 'from', '-from', 'changedAt', '-changedAt'])('show each line once, page by page, sorted by %s', async (sort) => {
    const seen = await walk(`queue=verified&zone=SY07&sort=${sort}`);
    expect(seen).toHaveLength(ids.length);
    expect(new Set(seen)).toEqual(new Set(ids));
  });

  it.each(['openedAt', '-openedAt', 'from', '-from'])('lose and repeat nothing while incidents arrive, sorted by %s', async (sort) => {
    const seen = await walk(`queue=verified&zone=SY07&sort=${sort}`, () => one({ zone: 'SY07', at: '2016-04-05T08:00:00Z' }));
    expect(new Set(seen).size).toBe(seen.length);
    expect(ids.filter((id) => !seen.includes(id))).toEqual([]);
  });

  it.each<[string, (found: Record<string, any>[]) => unknown]>([ // eslint-disable-line @typescript-eslint/no-explicit-any
    ['party=SAF&zone=SY07', (found) => found.every(({ perpetrators }) => perpetrators.includes('SAF')) && found.length > 0],
    ['party=GROUP_A', (found) => found.length === 0],
    ['scope=BEFORE_EFFECTIVE', (found) => found.every(({ scope }) => scope === 'BEFORE_EFFECTIVE') && found.length > 0],
    ['queue=candidates', (found) => found.every(({ factStatus }) => factStatus !== 'VERIFIED') && found.length > 0],
    ['queue=verified', (found) => found.every(({ factStatus }) => factStatus === 'VERIFIED') && found.length > 0],
    ['factStatus=UNVERIFIED', (found) => found.every(({ factStatus }) => factStatus === 'UNVERIFIED') && found.length > 0],
    ['state=SCREENED', (found) => found.every(({ state }) => state === 'SCREENED') && found.length > 0],
    ['zone=SY07&from=2016-04-09T00:00:00Z', (found) => found.length > 0 && found.every(({ from }) => from >= '2016-04-09')],
    ['to=2016-02-27T00:00:00%2B02:00', (found) => found.length > 0 && found.every(({ from }) => from <= '2016-02-26T22:00:00.000Z')],
    ['bbox=36,34,37,34.5', (found) => found.length > 0 && found.every(({ lat }) => lat <= 34.5)],
    ['bbox=1,1,2,2', (found) => found.length === 0],
  ])('keep to the filter %s', async (query, holds) => {
    const { body } = await get(`/v1/incidents?limit=200&${query}`);
    expect(holds(body.items)).toBe(true);
  });

  it('keep exercises out of the working queues', async () => {
    const id = await one({ status: 'EXERCISE', zone: 'SY14' });
    const listed = async (queue: string) => (await get(`/v1/incidents?queue=${queue}&zone=SY14`)).body.items.map((item: { id: string }) => item.id);
    expect([await listed('verified'), await listed('candidates'), await listed('all')]).toEqual([[], [], [id]]);
  });

  it('carry the fields of the contract and nothing about sources', async () => {
    const { items } = (await get('/v1/incidents?queue=verified&zone=SY07&limit=1')).body;
    expect(Object.keys(items[0])).toEqual(
      expect.arrayContaining(['id', 'state', 'factStatus', 'scope', 'act', 'weapon', 'from', 'to', 'lat', 'lon', 'radiusM', 'pcode', 'reportCount', 'sourceCount', 'responsibleCoChair', 'determination']),
    );
    expect(JSON.stringify(items)).not.toMatch(/source(Id|_id)|narrative|the words of/);
  });

  it.each([
    ['queue=mine', 'queue'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=ten', 'limit'],
    ['sort=narrative', 'sort'],
    ['sort=from;DROP', 'sort'],
    ['cursor=abc', 'cursor'],
    ['from=2016-02-30T00:00:00Z', 'from'],
    ['to=yesterday', 'to'],
    ['bbox=1,2,3', 'bbox'],
    ['scope=ANY', 'scope'],
    ['factStatus=TRUE', 'factStatus'],
    ['state=OPENED', 'state'],
    ['zone=', 'zone'],
    ['party=%00', 'party'],
    ['colour=red', 'colour'],
    ['queue=all&queue=verified', 'queue'],
  ])('refuse %s by name', async (query, field) => {
    const { status, body } = await get(`/v1/incidents?${query}`);
    expect([status, body.errors.map((error: { field: string }) => error.field)]).toEqual([400, [field]]);
  });

  it('refuse a cursor of another order', async () => {
    const { nextCursor } = (await get('/v1/incidents?queue=all&limit=1&sort=from')).body;
    expect((await get(`/v1/incidents?queue=all&sort=-from&cursor=${nextCursor}`)).status).toBe(400);
    expect((await get(`/v1/incidents?queue=all&cursor=${nextCursor}`)).status).toBe(200);
  });

  it('read the verified queue from its index', async () => {
    await sql('ANALYZE docket');
    const plan = await service.db.database.transaction(async (tx) => {
      await tx.query('SET LOCAL enable_seqscan = off');
      return JSON.stringify(await tx.query('EXPLAIN SELECT * FROM docket WHERE is_queued AND seq < 1000000 ORDER BY seq DESC LIMIT 51'));
    });
    expect(plan).toContain('docket_queue_seq');
  });
});

describe('one incident', () => {
  it('shows reports under labels of the viewer, never the source', async () => {
    const id = await one();
    const [us, ru, ose, auditor] = await Promise.all((['reviewerUS', 'reviewerRU', 'secretariat', 'auditor'] as const).map((as) => get(`/v1/incidents/${id}`, as)));
    const labels = [us!, ru!, ose!, auditor!].map(({ body }) => body.reports.map(({ source }: { source: string }) => source));
    expect(labels.flat()).toEqual(Array(8).fill(expect.stringMatching(/^S-[0-9A-F]{6}$/)));
    expect(new Set(labels.flat()).size).toBe(8);
    const sources = await sql<{ id: string }>('SELECT r.source_id AS id FROM report r JOIN incident_report l ON l.report_id = r.id WHERE l.incident_id = $1', [id]);
    for (const { text } of [us!, ru!, ose!, auditor!]) {
      const withoutWords = text.replaceAll(/the words of [0-9a-f-]+/g, '');
      expect(sources.filter((source) => withoutWords.includes(source.id))).toEqual([]);
    }
    expect(us!.body.reports[0].narrative).toMatch(/^the words of/);
    expect(auditor!.text).not.toContain('the words of');
    expect(us!.body.reports.map(({ id: reportId }: { id: string }) => reportId)).toEqual(auditor!.body.reports.map(({ id: reportId }: { id: string }) => reportId));
  });

  it.each(['00000000-0000-4000-8000-000000000000', 'nothing', '1', '%00', "'"])('%s is not there, in the same words', async (id) => {
    const answers = [
      await get(`/v1/incidents/${id}`),
      await post(`/v1/incidents/${id}/opinion`, 'reviewerUS', { verdict: 'VIOLATION', reasons: 'x' }),
      await post(`/v1/incidents/${id}/verification`, 'reviewerUS', { decision: 'VERIFIED', reason: 'x' }),
    ];
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      Array(3).fill([404, { type: 'urn:hotline:problem:not_found', title: 'No such thing, or not visible to you', status: 404 }]),
    );
  });
});
