import { Ids } from '@hotline/platform';
import { TestService } from '../../test/support/test-service';
import { assessedIncidents } from './incidents.fixture';
import { TriageRepository } from './triage.repository';

describe('the counts of a queue', () => {
  let service: TestService;
  let triage: TriageRepository;
  beforeAll(async () => {
    service = await TestService.start({ worker: false });
    triage = new TriageRepository(service.db.database, new Ids());
    const ids = await assessedIncidents(service, ...Array.from({ length: 5 }, () => ({})), { killed: 20 });
    await service.call('PUT', `/v1/incidents/${ids[0]}/triage`, 'reviewerUS', { assignee: 'me', threat: 'CRITICAL' });
  });
  afterAll(() => service.stop());

  it.each<[string, number, 'US' | 'RU', unknown[]]>([
    ['are exact below the most', 10, 'RU', [['AWAITING', 'GRAVE', false, 1, false], ['AWAITING', 'MINOR', false, 5, false]]],
    ['tell what somebody has apart, whatever the threat', 10, 'US', [['AWAITING', 'GRAVE', false, 1, false], ['AWAITING', 'MINOR', false, 4, false], ['AWAITING', 'MINOR', true, 1, false]]],
    ['are exact at the most', 5, 'RU', [['AWAITING', 'GRAVE', false, 1, false], ['AWAITING', 'MINOR', false, 5, false]]],
    ['stop at the most and say that there are more', 4, 'RU', [['AWAITING', 'GRAVE', false, 1, false], ['AWAITING', 'MINOR', false, 4, true]]],
  ])('%s', async (_, most, side, expected) => {
    const counts = await triage.counts(side, side, most);
    expect(counts.map(({ status, gravity, assigned, count, andMore }) => [status, gravity, assigned, count, andMore])).toEqual(expected);
  });

  it('leave out what is not shown', async () => {
    await service.db.database.query(`UPDATE triage SET is_shown = false WHERE side = 'RU' AND urgency < 5`);
    expect((await service.get('/v1/triage/counts', 'reviewerRU')).body).toEqual({ side: 'RU', counts: [{ status: 'AWAITING', gravity: 'MINOR', assigned: false, count: 5, andMore: false }] });
  });
});
