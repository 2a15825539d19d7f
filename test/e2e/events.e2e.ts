import { WebhookClient } from '@hotline/review';
import { until } from '../support';
import { verifiedIncident } from '../support/review-scene';
import { TestService } from '../support/test-service';

interface Heard {
  id: string;
  type: string;
  incidentId: string | null;
}

describe('events', () => {
  let service: TestService;
  let id: string;
  beforeAll(async () => {
    service = await TestService.start();
    service.settings.webhookHosts = ['mission.example'];
    id = await verifiedIncident(service);
    await service.post(`/v1/incidents/${id}/opinion`, 'reviewerUS', { verdict: 'VIOLATION', reasons: 'Sealed words.' });
  });
  afterAll(() => service.stop());

  /** Listens until `enough` of what was heard, then hangs up. */
  async function listen(as: 'reviewerUS' | 'reviewerRU' | 'secretariat' | 'auditor', lastId: string | null, enough: (heard: Heard[]) => boolean): Promise<{ heard: Heard[]; text: string }> {
    const hangUp = new AbortController();
    const answer = await fetch(`${service.url}/v1/events`, { headers: { authorization: `Bearer ${service.tokens[as]}`, ...(lastId === null ? {} : { 'last-event-id': lastId }) }, signal: hangUp.signal });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    let text = '';
    const heard = () => [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data!) as Heard);
    try {
      for await (const chunk of answer.body!) {
        text += Buffer.from(chunk).toString();
        if (text.endsWith('\n\n') && enough(heard())) break;
      }
    } finally {
      hangUp.abort();
    }
    return { heard: heard(), text };
  }
  const types = (heard: Heard[]) => heard.map(({ type }) => type);
  /** Whatever runs in any database of the server holds events back: who begins to listen before they are out hears them as new. */
  const everythingIsOut = () =>
    until('no event is held back', async () => (await service.db.database.query('SELECT FROM fact WHERE tx >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint LIMIT 1')).length === 0);

  it('a co-chair hears of its own filing, the other side of nothing until both are open', async () => {
    const { heard } = await listen('reviewerUS', '0', (all) => types(all).includes('opinion.committed'));
    expect(heard.find(({ type }) => type === 'incident.offered')?.incidentId).toBe(id);
    const marker = `/v1/incidents/${id}/steps`;
    await service.post(marker, 'secretariat', { step: 'RELAYED', authority: 'procedure' });
    const other = await listen('reviewerRU', '0', (all) => types(all).includes('response.recorded'));
    expect(types(other.heard)).not.toContain('opinion.committed');
    expect(other.text).not.toContain('Sealed words.');
    expect(types((await listen('auditor', '0', (all) => types(all).includes('response.recorded'))).heard)).not.toContain('opinion.committed');
  });

  it('both sides listen from the same place at the same time, and each hears its own', async () => {
    const toTheEnd = (all: Heard[]) => types(all).includes('response.recorded');
    const [own, other] = await Promise.all([listen('reviewerUS', '0', toTheEnd), listen('reviewerRU', '0', toTheEnd)]);
    expect(types(own.heard)).toContain('opinion.committed');
    expect(types(other.heard)).not.toContain('opinion.committed');
  });

  it('is taken up again where it was left, without a gap and without a repeat', async () => {
    const first = await listen('secretariat', '0', (all) => all.length >= 2);
    await service.post(`/v1/incidents/${id}/opinion`, 'reviewerRU', { verdict: 'VIOLATION', reasons: 'Agreed.' });
    const rest = await listen('secretariat', first.heard[1]!.id, (all) => types(all).includes('incident.determined'));
    const whole = await listen('secretariat', '0', (all) => types(all).includes('incident.determined'));
    expect([...first.heard.slice(0, 2), ...rest.heard].map((event) => event.id)).toEqual(whole.heard.map((event) => event.id));
    expect(types(rest.heard).filter((type) => type === 'opinion.revealed').length).toBe(2);
  });

  it('a listener that waits hears what happens next', async () => {
    await service.settled();
    await everythingIsOut();
    const waiting = listen('reviewerRU', null, (all) => types(all).includes('response.recorded'));
    await until('it is heard', async () => {
      await service.post(`/v1/incidents/${id}/steps`, 'reviewerUS', { step: 'FORMAL_NOTICE', authority: 'procedure' });
      return Promise.race([waiting.then(() => true), new Promise<false>((go) => setTimeout(() => go(false), 300))]);
    });
    expect((await waiting).heard[0]).toMatchObject({ type: 'response.recorded', incidentId: id, details: { step: 'FORMAL_NOTICE', by: 'US' } });
  });

  it('monitors do not listen; a made-up place is refused', async () => {
    expect((await service.get('/v1/events', 'monitor')).status).toBe(403);
    expect((await service.call('GET', '/v1/events', 'auditor', undefined, { 'last-event-id': 'x' })).status).toBe(400);
  });

  it('a webhook is signed, retried until confirmed, and goes to allowed hosts only', async () => {
    expect((await service.post('/v1/webhooks', 'admin', { url: 'https://elsewhere.example/', viewer: 'AUDITOR' })).status).toBe(400);
    await everythingIsOut();
    const sent: { body: string; signature: string }[] = [];
    const post = jest.spyOn(WebhookClient.prototype, 'post').mockImplementation(async (_url, headers, body) => (sent.push({ body, signature: headers['hotline-signature']! }) < 3 ? 503 : 204));
    try {
      const hook = (await service.post('/v1/webhooks', 'admin', { url: 'https://mission.example/hotline', viewer: 'AUDITOR' })).body;
      await service.post(`/v1/incidents/${id}/steps`, 'reviewerRU', { step: 'TASK_FORCE_AGENDA', authority: 'procedure' });
      await until('it is confirmed', async () => (await service.get('/v1/webhooks', 'admin')).body.items[0].lastStatus === 204);
      expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
      expect(JSON.parse(sent[0]!.body)).toMatchObject({ webhookId: hook.id, events: [{ type: 'response.recorded', incidentId: id }] });
      const { createHmac } = await import('node:crypto');
      const [, t, v1] = /^t=(\d+),v1=(\w+)$/.exec(sent[2]!.signature)!;
      expect(createHmac('sha256', hook.key).update(`${t}.${sent[2]!.body}`).digest('hex')).toBe(v1);
      expect((await service.call('DELETE', `/v1/webhooks/${hook.id}`, 'admin')).status).toBe(204);
    } finally {
      post.mockRestore();
    }
  });
});
