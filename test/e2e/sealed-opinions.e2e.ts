import { createHash } from 'node:crypto';
import { until } from '../support';
import { movedClock, report, verifiedIncident } from '../support/review-scene';
import { TestService, type Answer } from '../support/test-service';

const SECRET = 'The crater and the fuse point one way.';
const violation = (change: object = {}) => ({ verdict: 'VIOLATION', reasons: SECRET, attribution: 'SAF', gravity: 'GRAVE', ...change });

describe('sealed opinions', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(() => service.stop());
  const file = (id: string, as: 'reviewerUS' | 'reviewerRU', body: object) => service.post(`/v1/incidents/${id}/opinion`, as, body);
  const facts = (id: string, type: string) =>
    service.db.database.query<{ content: Record<string, unknown> }>('SELECT content FROM fact WHERE incident_id = $1 AND type = $2 ORDER BY id', [id, type]);

  describe('while one side has filed', () => {
    let id: string;
    let before: Answer;
    beforeAll(async () => {
      id = await verifiedIncident(service, { occurred: { from: '2016-03-02T06:00:00+02:00', precision: 'EXACT' } });
      before = await service.get('/v1/incidents?queue=verified', 'reviewerRU');
    });

    it('of a hundred concurrent attempts to file twice one succeeds', async () => {
      const answers = await Promise.all(Array.from({ length: 100 }, () => file(id, 'reviewerUS', violation())));
      expect(answers.filter(({ status }) => status === 201).length).toBe(1);
      expect(answers.filter(({ status }) => status === 409).length).toBe(99);
    });

    it('a hundred concurrent attempts to peek, to change or to decide alone all fail', async () => {
      const attempts = Array.from({ length: 100 }, (_, index) => {
        const paths = [`/v1/incidents/${id}`, '/v1/incidents?queue=verified', `/v1/incidents/${id}`, '/v1/incidents?state=DETERMINED'];
        return index % 2 === 0
          ? service.get(paths[(index / 2) % 4]!, 'reviewerRU')
          : file(id, 'reviewerUS', index % 4 === 1 ? violation({ changeReason: 'Second thoughts.' }) : violation());
      });
      for (const answer of await Promise.all(attempts)) {
        expect(answer.text).not.toMatch(/crater|"verdict"|commitment/);
        expect([200, 409]).toContain(answer.status);
      }
      expect((await service.get(`/v1/incidents/${id}`, 'reviewerUS')).body.determination).toBe('PENDING');
    });

    it('the other side sees that it is filed and nothing more', async () => {
      const seen = await service.get(`/v1/incidents/${id}`, 'reviewerRU');
      expect(seen.body.opinions).toEqual([{ coChair: 'US', round: 1, isStale: false, status: 'FILED' }]);
      expect(seen.body.history.map(({ type }: { type: string }) => type)).not.toContain('opinion.committed');
      expect((await service.get('/v1/incidents?queue=verified', 'reviewerRU')).text).toBe(before.text);
      const exported = await service.get('/v1/exports/incidents.ndjson', 'auditor');
      expect(exported.text).not.toMatch(/crater/);
      expect(exported.text).toContain('"determination":"PENDING"');
    });

    it('the log holds a commitment and the side', async () => {
      expect(await facts(id, 'opinion.committed')).toEqual([{ content: { coChair: 'US', commitment: expect.stringMatching(/^[0-9a-f]{64}$/) } }]);
    });

    describe('PostgreSQL itself', () => {
      const asReader = (viewer: string, sql: string, parameters: unknown[] = []) =>
        service.db.database.transaction(async (tx) => {
          await tx.query(`SELECT set_config('hotline.viewer', $1, true), set_config('role', 'hotline_opinion_reader', true)`, [viewer]);
          return (await tx.query(sql, parameters)) as unknown[];
        });

      it.each([['RU', 0], ['AUDITOR', 0], ['', 0], ['US', 1], ['OSE', 1]])('shows %s %i sealed contents', async (viewer, count) => {
        expect((await asReader(viewer, 'SELECT content FROM opinion_content')).length).toBe(count);
      });

      it('refuses an early reveal, an early silence, an early change and any edit', async () => {
        const run = (sql: string) => service.db.database.query(sql, [id]);
        await expect(run(`INSERT INTO opinion_reveal SELECT id, 'BOTH_FILED', now() FROM opinion_round WHERE incident_id = $1`)).rejects.toThrow(/sealed until/);
        const copy = (by: string, supersedes: string, side: string) =>
          `INSERT INTO opinion (id, incident_id, round_id, incident_revision, assessment_id, co_chair, interested, filed_by, filed_at, commitment, supersedes)
           SELECT gen_random_uuid(), incident_id, round_id, incident_revision, assessment_id, '${side}', false, ${by}, now(), commitment, ${supersedes} FROM opinion WHERE incident_id = $1`;
        await expect(run(copy('NULL', 'NULL', 'RU'))).rejects.toThrow(/silence/);
        await expect(run(copy('filed_by', 'id', 'US'))).rejects.toThrow(/after the reveal/);
        await expect(run(`UPDATE opinion_content SET content = '{}' WHERE opinion_id IN (SELECT id FROM opinion WHERE incident_id = $1)`)).rejects.toThrow(/never changed/);
        await expect(run(`UPDATE opinion SET interested = true WHERE incident_id = $1`)).rejects.toThrow(/never changed/);
      });
    });

    it('both open when the other has filed, and the log proves what was committed to', async () => {
      const answer = await file(id, 'reviewerRU', { verdict: 'UNABLE_TO_RULE', reasons: 'Cannot confirm.' });
      expect([answer.status, answer.body.determination]).toEqual([201, 'DISPUTED']);
      const seen = await service.get(`/v1/incidents/${id}`, 'reviewerRU');
      expect(seen.body.opinions).toMatchObject([{ coChair: 'RU', status: 'REVEALED' }, { coChair: 'US', reasons: SECRET, status: 'REVEALED' }]);
      const [us] = (await facts(id, 'opinion.revealed')) as unknown as { content: { commitment: string; nonce: string; content: Record<string, unknown> } }[];
      const sorted = Object.fromEntries(Object.entries(us!.content.content).sort(([a], [b]) => (a < b ? -1 : 1)));
      expect(createHash('sha256').update(JSON.stringify(sorted)).update(Buffer.from(us!.content.nonce, 'hex')).digest('hex')).toBe(us!.content.commitment);
    });

    it('an opened opinion is superseded with a reason, never edited', async () => {
      expect((await file(id, 'reviewerRU', { verdict: 'VIOLATION', reasons: 'New imagery.' })).status).toBe(409);
      const answer = await file(id, 'reviewerRU', { verdict: 'VIOLATION', reasons: 'New imagery.', changeReason: 'Imagery of 5 March.' });
      expect([answer.status, answer.body.determination]).toEqual([201, 'JOINT_VIOLATION']);
      const [{ count }] = (await service.db.database.query(`SELECT count(*)::int AS count FROM opinion WHERE incident_id = $1`, [id])) as [{ count: number }];
      expect(count).toBe(3);
    });
  });

  it('the secretariat and auditors cannot file', async () => {
    const id = await verifiedIncident(service, { occurred: { from: '2016-03-05T06:00:00+02:00', precision: 'EXACT' } });
    for (const as of ['secretariat', 'auditor', 'monitor'] as const) expect((await service.post(`/v1/incidents/${id}/opinion`, as, violation())).status).toBe(403);
  });

  it('a late report makes opinions stale and reopens the incident', async () => {
    const when = { occurred: { from: '2016-03-09T06:00:00+02:00', precision: 'EXACT' } };
    const id = await verifiedIncident(service, when);
    await file(id, 'reviewerUS', violation());
    expect((await file(id, 'reviewerRU', violation())).body.determination).toBe('JOINT_VIOLATION');
    await report(service, 'monitor2', { ...when, narrative: 'Found in an old notebook: mortar rounds fell on the town.' });
    await service.settled();
    const seen = await service.get(`/v1/incidents/${id}`, 'reviewerRU');
    expect(seen.body).toMatchObject({ state: 'REOPENED', determination: 'PENDING', opinions: [], opinionRound: { number: 2, why: 'CHANGED', isRevealed: false } });
    expect(seen.body.staleOpinions.length).toBe(2);
    await file(id, 'reviewerUS', violation({ reasons: 'As before.' }));
    expect((await service.get(`/v1/incidents/${id}`, 'reviewerRU')).text).not.toContain('As before.');
    expect((await file(id, 'reviewerRU', violation())).body.determination).toBe('JOINT_VIOLATION');
  });

  describe('at the deadline', () => {
    it('silence is recorded, the opinion opens, and a later one supersedes the silence', async () => {
      const clock = movedClock(200);
      try {
        const id = await verifiedIncident(service, { occurred: { from: '2016-03-12T06:00:00+02:00', precision: 'EXACT' } });
        await file(id, 'reviewerUS', violation());
        clock.forward(71);
        expect((await service.get(`/v1/incidents/${id}`, 'reviewerRU')).text).not.toContain(SECRET);
        clock.forward(1.1);
        const seen = await until('the deadline is kept', async () => {
          const answer = await service.get(`/v1/incidents/${id}`, 'reviewerRU');
          return answer.body.determination === 'SINGLE_SIDED_US' ? answer : null;
        });
        expect(seen.body.opinions).toMatchObject([{ coChair: 'RU', verdict: 'NO_RESPONSE' }, { coChair: 'US', reasons: SECRET }]);
        expect((await file(id, 'reviewerRU', { verdict: 'NO_VIOLATION', reasons: 'Late.', changeReason: 'The office was closed.' })).body.determination).toBe('DISPUTED');
        const notices = await service.get('/v1/notices', 'secretariat');
        expect(notices.body.items.map(({ kind }: { kind: string }) => kind)).toEqual(expect.arrayContaining(['NO_RESPONSE', 'DEADLINE_NEAR']));
      } finally {
        clock.stop();
      }
    });

    it('when nobody filed, opinions are called for again, sealed again', async () => {
      const clock = movedClock(200);
      try {
        const id = await verifiedIncident(service, { occurred: { from: '2016-03-15T06:00:00+02:00', precision: 'EXACT' } });
        clock.forward(73);
        await until('a new round is open', async () => (await service.get(`/v1/incidents/${id}`, 'auditor')).body.opinionRound.number === 2);
        expect((await service.get(`/v1/incidents/${id}`, 'auditor')).body).toMatchObject({ determination: 'PENDING', opinionRound: { why: 'UNANSWERED' }, state: 'AWAITING_OPINIONS' });
      } finally {
        clock.stop();
      }
    });
  });
});
