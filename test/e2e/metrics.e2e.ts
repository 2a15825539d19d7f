import { COSIGNATURE_KEY, fromSeed } from '@hotline/ledger';
import { freePort } from '../../apps/standalone/embedded/free.port';
import { aReport } from '../support';
import { TestService } from '../support/test-service';

describe('what an operator raises alarms on', () => {
  const witness = fromSeed('us.example/witness', COSIGNATURE_KEY, Buffer.alloc(32, 1));
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ settings: { witnesses: [{ url: `http://127.0.0.1:${await freePort()}`, vkey: witness.vkey }] } });
    await service.post('/v1/reports', 'monitor', aReport());
    await service.settled();
    await service.sequenced();
    await service.stopWorker();
    await service.post('/v1/reports', 'monitor', aReport());
  });
  afterAll(() => service.stop());

  const figures = async () => {
    const { text } = await service.get('/metrics', null);
    return new Map(text.split('\n').flatMap((line) => (line && !line.startsWith('#') ? [[line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]] : [])) as [string, number][]);
  };

  it('work that waits, and work that was put aside', async () => {
    expect((await figures()).get('hotline_outbox_open{topic="report.received"}')).toBe(1);
    await service.db.database.query('UPDATE outbox SET quarantined_at = now()');
    expect((await figures()).get('hotline_outbox_quarantined{topic="report.received"}')).toBe(1);
  });

  it('facts that wait for the log, and its size', async () => {
    const { body } = await service.get('/v1/log/status', 'auditor');
    const told = await figures();
    expect([told.get('hotline_log_size'), told.get('hotline_log_facts_wait')]).toEqual([body.size, 1]);
    expect(told.get('hotline_log_checkpoint_age_seconds')).toBeGreaterThan(0);
  });

  it('a witness that does not cosign', async () => {
    const told = await figures();
    expect(told.get('hotline_log_cosigned_behind{witness="us.example/witness"}')).toBe(told.get('hotline_log_size'));
    expect(told.has('hotline_log_cosignature_age_seconds{witness="us.example/witness"}')).toBe(false);
  });
});
