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
const factsOf = async (id: string) => (await sql<{ type: string }>(`SELECT type FROM fact WHERE incident_id = $1 AND type <> 'incident.listed' ORDER BY id`, [id])).map(({ type }) => type);

describe('opinions', () => {
  const opinion = (verdict: string, reasons = `because ${verdict}`) => ({ verdict, reasons });

  it('stay sealed until both have filed, then both are open and determine', async () => {
    const id = await one();
    const path = `/v1/incidents/${id}`;
    const before = (await get(path, 'reviewerRU')).body;
    const filed = await post(`${path}/opinion`, 'reviewerUS', { ...opinion('VIOLATION', 'secret reasons'), attribution: 'SAF', confidence: 0.8, gravity: 'GRAVE', extent: 'SINGLE', threat: 'SERIOUS' });
    expect([filed.status, filed.body]).toMatchObject([201, { verdict: 'VIOLATION', status: 'SEALED', interested: false, determination: 'PENDING' }]);

    const theirs = await get(path, 'reviewerRU');
    expect({ ...theirs.body, opinions: [] }).toEqual({ ...before, opinions: [] });
    expect(theirs.body.opinions).toEqual([{ coChair: 'US', status: 'FILED', round: 1, isStale: false }]);
    const auditors = await get(path, 'auditor');
    expect(auditors.body.opinions).toEqual([{ coChair: 'US', status: 'FILED', round: 1, isStale: false }]);
    expect((await get(path, 'reviewerUS')).body.opinions[0]).toMatchObject({ reasons: 'secret reasons', status: 'SEALED' });
    expect((await get(path, 'secretariat')).body.opinions[0]).toMatchObject({ reasons: 'secret reasons' });
    const facts = await sql<{ content: object }>('SELECT content FROM fact WHERE incident_id = $1', [id]);
    expect(JSON.stringify(facts)).not.toMatch(/secret reasons|GRAVE"|SERIOUS/);

    expect((await post(`${path}/opinion`, 'reviewerRU', opinion('UNABLE_TO_RULE'))).body).toMatchObject({ determination: 'DISPUTED' });
    for (const as of ['reviewerUS', 'reviewerRU', 'auditor'] as const) {
      const { body } = await get(path, as);
      expect(body.opinions.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['UNABLE_TO_RULE', 'VIOLATION']);
      expect(body).toMatchObject({ determination: 'DISPUTED', state: 'DETERMINED' });
    }
    expect(await factsOf(id)).toEqual(['incident.assessed', 'incident.offered', 'opinion.committed', 'opinion.committed', 'opinion.revealed', 'opinion.revealed', 'incident.determined']);
  });

  it('are one per side, whoever races', async () => {
    const id = await one();
    const sides = ['reviewerUS', 'reviewerRU'] as const;
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => post(`/v1/incidents/${id}/opinion`, sides[i % 2]!, opinion('VIOLATION'))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, ...Array<number>(38).fill(409)]);
    expect(answers.find(({ status }) => status === 409)!.body.type).toBe('urn:hotline:problem:opinion.already_filed');
    expect((await get(`/v1/incidents/${id}`)).body.determination).toBe('JOINT_VIOLATION');
    expect((await sql('SELECT 1 FROM determination WHERE incident_id = $1', [id])).length).toBe(1);
  });

  it('are marked when a co-chair speaks of its own forces, which cannot clear themselves alone', async () => {
    const id = await one({ perpetrators: ['RU_VKS'] });
    await post(`/v1/incidents/${id}/opinion`, 'reviewerUS', opinion('RECUSED'));
    const { body } = await post(`/v1/incidents/${id}/opinion`, 'reviewerRU', opinion('NO_VIOLATION'));
    expect(body).toMatchObject({ interested: true, determination: 'PENDING' });
    expect((await get(`/v1/incidents/${id}`)).body.determinationWhy).toMatchObject({ needsOseNotice: true, why: expect.stringMatching(/cannot decide alone/) });
  });

  it('are for verified incidents', async () => {
    const id = await one({ sources: ['first'] });
    const { status, body } = await post(`/v1/incidents/${id}/opinion`, 'reviewerUS', opinion('VIOLATION'));
    expect([status, body.type]).toEqual([409, 'urn:hotline:problem:state.conflict']);
  });

  it.each<[unknown, string]>([
    [{ reasons: 'x' }, 'verdict'],
    [{ verdict: 'NO_RESPONSE', reasons: 'x' }, 'verdict'],
    [{ verdict: 'VIOLATION' }, 'reasons'],
    [{ verdict: 'VIOLATION', reasons: '   ' }, 'reasons'],
    [{ verdict: 'VIOLATION', reasons: ['x'] }, 'reasons'],
    [{ verdict: 'VIOLATION', reasons: 'x', confidence: 80 }, 'confidence'],
    [{ verdict: 'VIOLATION', reasons: 'x', confidence: '0.8' }, 'confidence'],
    [{ verdict: 'VIOLATION', reasons: 'x', gravity: 'BAD' }, 'gravity'],
    [{ verdict: 'VIOLATION', reasons: 'x', side: 'RU' }, 'side'],
  ])('%j is refused by name', async (body, field) => {
    const id = '00000000-0000-4000-8000-000000000000';
    const answer = await post(`/v1/incidents/${id}/opinion`, 'reviewerUS', body);
    expect([answer.status, answer.body.errors?.map((error: { field: string }) => error.field)]).toEqual([400, [field]]);
  });

  it.each(['monitor', 'secretariat', 'auditor', 'admin'] as const)('are not filed by a %s', async (as) => {
    expect((await post(`/v1/incidents/${await one()}/opinion`, as, opinion('VIOLATION'))).status).toBe(403);
  });
});

describe('verification by hand', () => {
  it('takes effect at once, with its reason, and an opposing decision of the other side restores the policy', async () => {
    const id = await one({ sources: ['first'] });
    const verified = await post(`/v1/incidents/${id}/verification`, 'reviewerUS', { decision: 'VERIFIED', reason: 'Satellite imagery.' });
    expect([verified.status, verified.body.incident]).toMatchObject([201, { factStatus: 'VERIFIED', state: 'AWAITING_OPINIONS' }]);
    expect((await get('/v1/incidents?queue=verified&limit=200', 'reviewerRU')).text).toContain(id);
    await post(`/v1/incidents/${id}/verification`, 'reviewerRU', { decision: 'REJECTED', reason: 'No such imagery.' });
    const { body } = await get(`/v1/incidents/${id}`);
    expect(body).toMatchObject({ factStatus: 'PENDING', verifications: [{ coChair: 'US', reason: 'Satellite imagery.' }, { coChair: 'RU', reason: 'No such imagery.' }] });
    expect(body.assessment.factStatusWhy).toMatch(/^the co-chairs decided differently/);
    expect(await factsOf(id)).toEqual([
      'incident.assessed', 'verification.decided', 'incident.assessed', 'incident.offered', 'verification.decided', 'incident.assessed',
    ]);
  });

  it('cannot be used by an accused co-chair to make an incident go away', async () => {
    const id = await one({ perpetrators: ['RU_VKS'] });
    const { body } = await post(`/v1/incidents/${id}/verification`, 'reviewerRU', { decision: 'REJECTED', reason: 'No.' });
    expect(body.incident).toMatchObject({ factStatus: 'VERIFIED' });
  });

  it('is refused without a reason', async () => {
    const { status, body } = await post(`/v1/incidents/${await one()}/verification`, 'reviewerUS', { decision: 'VERIFIED' });
    expect([status, body.errors[0].field]).toEqual([400, 'reason']);
  });
});

it('what people and the service have judged is never changed or removed, not even by SQL', async () => {
  for (const table of ['opinion', 'determination', 'assessment', 'verification']) {
    await expect(sql(`DELETE FROM ${table}`)).rejects.toThrow(/never changed/);
    await expect(sql(`UPDATE ${table} SET incident_id = incident_id`)).rejects.toThrow(/never changed/);
    await expect(sql(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(/never changed/);
  }
});
