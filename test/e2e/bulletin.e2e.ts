import { aReport } from '../support';
import { TestService } from '../support/test-service';

describe('the bulletin of 14 September 2016', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(() => service.stop());

  /** As published: Aleppo 20, Hama 8, Damascus 5, Homs 4, Latakia 3, Daraa 2. */
  const PUBLISHED = { SY02: 20, SY05: 8, SY01: 5, SY04: 4, SY06: 3, SY12: 2 };

  it('is made again from reports that add up to it: 42 = 20 + 8 + 5 + 4 + 3 + 2', async () => {
    const lines = Object.entries(PUBLISHED).flatMap(([pcode, count]) =>
      Array.from({ length: count }, (_, at) =>
        JSON.stringify(aReport({ place: { pcode }, occurred: { from: `2016-09-14T${String(at).padStart(2, '0')}:30:00+03:00`, precision: 'EXACT' } })),
      ),
    );
    lines.push(JSON.stringify(aReport({ place: { pcode: 'SY02' }, occurred: { from: '2016-09-13T23:30:00+03:00', precision: 'EXACT' } })));
    lines.push(JSON.stringify(aReport({ place: { pcode: 'SY02' }, messageStatus: 'EXERCISE', occurred: { from: '2016-09-14T10:00:00+03:00', precision: 'EXACT' } })));
    const answer = await service.call('POST', '/v1/reports/batch', 'monitor', lines.join('\n'), { 'content-type': 'application/x-ndjson' });
    expect(answer.text.match(/"status":202/g)).toHaveLength(44);
    await service.settled();
    const { body } = await service.get('/v1/bulletins/2016-09-14', 'auditor');
    expect(body.sections.reports.total).toBe(42);
    expect(body.sections.reports.byGovernorate.map(({ pcode, count }: { pcode: string; count: number }) => [pcode, count])).toEqual(Object.entries(PUBLISHED));
    expect(body.sections.incidents.total).toBeLessThanOrEqual(42);
    expect(body.from).toBe('2016-09-13T21:00:00.000Z');
  });

  it('is a page that names its checkpoint, and the same page again as of it', async () => {
    const page = await service.get('/v1/bulletins/2016-09-14/page', 'reviewerRU');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.text).toContain('42 = 20 + 8 + 5 + 4 + 3 + 2');
    const size = /of size (\d+)/.exec(page.text)![1];
    await service.post('/v1/reports', 'monitor', aReport({ place: { pcode: 'SY04' }, occurred: { from: '2016-09-14T10:00:00+03:00', precision: 'EXACT' } }));
    await service.settled();
    expect((await service.get(`/v1/bulletins/2016-09-14/page?asOf=${size}`, 'auditor')).text).toBe(page.text);
    expect((await service.get('/v1/bulletins/2016-09-14/page', 'auditor')).text).toContain('43 = 20 + 8 + 5 + 5 + 3 + 2');
  });

  it('is none for a day that does not exist', async () => {
    expect((await service.get('/v1/bulletins/2016-02-30', 'auditor')).status).toBe(400);
    expect((await service.get('/v1/bulletins/2016-02-28?timeZone=Mars/Base', 'auditor')).status).toBe(400);
  });
});
