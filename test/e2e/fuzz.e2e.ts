import * as fc from 'fast-check';
import { casesOf, type ApiDescription } from '../../tools/fuzz/cases';
import { emptyTally, fire } from '../../tools/fuzz/fire.client';
import { TestService } from '../support/test-service';

/** `npm run fuzz` asks many more. The seed is fixed, so that what fails can be run again. */
const CASES = 3_000;
const SEED = 20160227;

jest.setTimeout(600_000);

describe('nonsense of every kind, as everybody', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ worker: false, settings: { ratePerMinute: 1_000_000, strangersPerMinute: 1_000_000 } });
  });
  afterAll(() => service.stop());

  it('never gets an answer of 500 or a word about our inside, and files nothing that was refused', async () => {
    const api = JSON.parse((await service.get('/openapi.json', null)).text) as ApiDescription;
    const tally = emptyTally();
    for (const one of fc.sample(casesOf(api, Object.keys(service.tokens)), { numRuns: CASES, seed: SEED })) await fire(service.url, one, service.tokens, tally);
    expect(tally.faults).toEqual([]);
    const filed = await service.db.database.query<{ id: string }>('SELECT id FROM report');
    expect(filed.map(({ id }) => id).sort()).toEqual([...tally.filed].sort());
    expect(tally.filed.size).toBeGreaterThan(20);
    for (const status of [200, 202, 400, 401, 403, 404, 415]) expect([status, tally.byStatus.has(status)]).toEqual([status, true]);
  });
});
