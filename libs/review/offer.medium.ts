import { TestService } from '../../test/support/test-service';
import { assessedIncidents, incidents, runLastSteps, type Told } from './incidents.fixture';

let service: TestService;
beforeAll(async () => {
  service = await TestService.start({ worker: false });
});
afterAll(() => service.stop());

const get = (path: string, as: Parameters<TestService['get']>[1] = 'reviewerUS') => service.get(path, as);
const sql = <Row>(text: string, parameters: unknown[] = []) => service.db.database.query<Row>(text, parameters);
const one = async (told: Told = {}) => (await assessedIncidents(service, told))[0]!;
const factsOf = async (id: string) => (await sql<{ type: string }>(`SELECT type FROM fact WHERE incident_id = $1 AND type <> 'incident.listed' ORDER BY id`, [id])).map(({ type }) => type);

describe('the last two stages', () => {
  it('assess and offer an incident, and leave no trace when they run again', async () => {
    const id = await one();
    const before = [await factsOf(id), (await get(`/v1/incidents/${id}`)).body];
    expect(before[0]).toEqual(['incident.assessed', 'incident.offered']);
    await runLastSteps(service, [id]);
    await Promise.all([runLastSteps(service, [id]), runLastSteps(service, [id])]);
    expect([await factsOf(id), (await get(`/v1/incidents/${id}`)).body]).toEqual(before);
  });

  it('keep the older assessment when something has changed, and offer once', async () => {
    const id = await one({ sources: ['first'] });
    expect((await get(`/v1/incidents/${id}`)).body).toMatchObject({ factStatus: 'PENDING', state: 'SCREENED', offeredAt: null });
    const [other] = await incidents(service.db.database, [{ sources: ['second'] }]);
    await sql('UPDATE incident_report SET incident_id = $1 WHERE incident_id = $2', [id, other]);
    await runLastSteps(service, [id]);
    const { body } = await get(`/v1/incidents/${id}`);
    expect(body).toMatchObject({ factStatus: 'VERIFIED', state: 'AWAITING_OPINIONS', earlierAssessments: [{ factStatus: 'PENDING' }] });
    expect(body.assessment.corroboration).toMatchObject({ independentSources: 2, nonBelligerentSources: 2 });
    expect(await factsOf(id)).toEqual(['incident.assessed', 'incident.assessed', 'incident.offered']);
  });

  it.each<[string, Told, object]>([
    ['a contested strike', { perpetrators: ['RU_VKS', 'SAF'] }, { scope: 'IN_SCOPE', responsibleCoChair: 'RU', interested: ['RU'] }],
    ['an excluded group', { perpetrators: ['AL_NUSRA'] }, { scope: 'EXCLUDED_PERPETRATOR', ihlConcern: true, responsibleCoChair: 'BOTH' }],
    ['a neighbour', { perpetrators: ['TR_AF'] }, { scope: 'EXTERNAL_ACTOR' }],
    ['half an hour early', { at: '2016-02-26T21:30:00Z' }, { scope: 'BEFORE_EFFECTIVE' }],
    ['at the very instant', { at: '2016-02-26T22:00:00Z' }, { scope: 'IN_SCOPE' }],
    ['nobody named', { perpetrators: [] }, { scope: 'UNDETERMINED_PARTY' }],
    ['another country', { zone: 'TR06' }, { scope: 'OUT_OF_TERRITORY', factStatus: 'UNVERIFIED' }],
    ['two parties to the conflict', { sources: ['SAF!', 'GROUP_A!'] }, { factStatus: 'PENDING' }],
    ['a party and a monitor', { sources: ['GROUP_A!', 'first'] }, { factStatus: 'VERIFIED' }],
    ['a party and its umbrella and a source twice', { sources: ['GROUP_B!', 'HNC!', 'GROUP_B!'] }, { factStatus: 'PENDING' }],
  ])('know the agreement: %s', async (_, told, expected) => {
    expect((await get(`/v1/incidents/${await one(told)}`)).body).toMatchObject(expected);
  });
});
