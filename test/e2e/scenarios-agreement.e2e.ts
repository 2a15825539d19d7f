// scenarios-agreement.e2e.ts - acceptance scenarios 3, 4, 5, 7, 8 and 10, end to end through HTTP.
import { AgreementScene } from '../support/agreement-scene';
import { TestService } from '../support/test-service';

const DARET_AZZA = { lat: 36.282, lon: 36.851, radiusM: 500 };

describe('scenarios of the agreement', () => {
  let service: TestService;
  let scene: AgreementScene;
  beforeAll(async () => {
    service = await TestService.start();
    scene = new AgreementScene(service);
  });
  afterAll(() => service.stop());

  const ids = async (filter: string) => {
    const { items } = (await service.get(`/v1/incidents?limit=200&${filter}`, 'secretariat')).body;
    return (items as { id: string }[]).map(({ id }) => id);
  };
  const receipt = async (code: string) => (await service.get(`/v1/receipts/${code}`, null)).body;

  describe('3. excluded perpetrator', () => {
    const mortar = { place: { name: 'Duma' }, weapon: 'MORTAR', target: 'CIVILIAN_AREA', occurred: { from: '2016-03-03T14:00:00+02:00' } };

    it('a mortar by al-Nusra is no violation, stays visible under its filter and is flagged for its civilians', async () => {
      const incident = await scene.incident({ ...mortar, allegedPerpetrator: 'al-Nusra Front', casualties: { killed: 2 } });
      expect(incident).toMatchObject({ scope: 'EXCLUDED_PERPETRATOR', ihlConcern: true, responsibleCoChair: 'BOTH' });
      expect(await ids('scope=EXCLUDED_PERPETRATOR')).toContain(incident.id);
      expect(await ids('scope=IN_SCOPE')).not.toContain(incident.id);
    });

    it('under its new name in August it is excluded still', async () => {
      const incident = await scene.incident({ ...mortar, occurred: { from: '2016-08-10T14:00:00+03:00' }, allegedPerpetrator: 'Jabhat Fatah al-Sham' });
      expect(incident).toMatchObject({ scope: 'EXCLUDED_PERPETRATOR', perpetrators: ['AL_NUSRA'] });
    });
  });

  describe('4. outside the truce area, or an excluded target claimed', () => {
    const strike = { place: DARET_AZZA, weapon: 'AIR_STRIKE', target: 'ARMED_PARTY', allegedPerpetrator: 'SAF', occurred: { from: '2016-02-28T11:00:00+02:00' } };

    it('two maps that differ leave it open, a reconciled map settles it, and what was known before stays known', async () => {
      const area = { lat: DARET_AZZA.lat, lon: DARET_AZZA.lon, zone_code: 'DARET-AZZA', valid_from: '2016-02-27' };
      await scene.importZones({ ...area, zone_type: 'EXCLUDED_GROUP_AREA', map_source: 'RU' }, { ...area, zone_type: 'MIXED', map_source: 'US' });
      const told = await scene.submit(strike);
      const open = await scene.incidentOf(told);
      expect(open).toMatchObject({ scope: 'UNDETERMINED_PLACE' });
      const answers = open.zoneAnswers.filter(({ code }: { code: string }) => code === 'DARET-AZZA');
      expect(answers.map(({ source, type }: { source: string; type: string }) => [source, type]).sort()).toEqual([['RU', 'EXCLUDED_GROUP_AREA'], ['US', 'MIXED']]);
      expect(new Set(answers.map(({ zoneVersionId }: { zoneVersionId: string }) => zoneVersionId)).size).toBe(2);
      expect(open.assessment.tests.why.rows).toEqual(answers.map(({ zoneVersionId }: { zoneVersionId: string }) => zoneVersionId).sort());
      expect(await ids('scope=UNDETERMINED_PLACE')).toContain(open.id);

      const then = new Date().toISOString();
      await scene.importZones({ ...area, zone_type: 'EXCLUDED_GROUP_AREA', map_source: 'RECONCILED' });
      const settled = await scene.incidentOf(told);
      expect(settled).toMatchObject({ scope: 'EXCLUDED_TARGET_AREA', earlierAssessments: [{ id: open.assessment.id, scope: 'UNDETERMINED_PLACE' }] });

      const query = `asKnownAt=${encodeURIComponent(then)}`;
      expect(await scene.incidentOf(told, `?${query}`)).toMatchObject({ scope: 'UNDETERMINED_PLACE', assessment: { id: open.assessment.id }, earlierAssessments: [], reportCount: 1 });
      const known = await service.get(`/v1/incidents/${open.id}/assessments?${query}`, 'auditor');
      expect(known.body.items.map(({ id }: { id: string }) => id)).toEqual([open.assessment.id]);
      const listed = async (when: string) => (await service.get(`/v1/incidents?bbox=36.8,36.2,36.9,36.3&${when}`, 'auditor')).body.items.map(({ scope }: { scope: string }) => scope);
      await service.sequenced();
      expect([await listed(query), await listed(''), await listed('asKnownAt=2016-01-01T00:00:00Z')]).toEqual([['UNDETERMINED_PLACE'], ['EXCLUDED_TARGET_AREA'], []]);
      expect((await service.get('/v1/incidents?asKnownAt=yesterday', 'auditor')).body.errors).toEqual([{ field: 'asKnownAt', problem: expect.stringContaining('RFC 3339') }]);
      const sources = async (when: string) => (await service.get(`/v1/zones?type=EXCLUDED_GROUP_AREA${when}`, 'auditor')).body.items.map(({ source }: { source: string }) => source).sort();
      expect([await sources(`&${query}`), await sources('')]).toEqual([['RU'], ['RECONCILED', 'RU']]);
    });
  });

  describe('5. before effective time', () => {
    it.each([
      ['23:30 reported at 00:20', { from: '2016-02-26T23:30:00+02:00' }, 'BEFORE_EFFECTIVE'],
      ['00:00:00 exactly', { from: '2016-02-27T00:00:00+02:00' }, 'IN_SCOPE'],
      ['around midnight, half an hour either way', { from: '2016-02-27T00:00:00+02:00', precision: 'HOUR' }, 'UNDETERMINED_TIME'],
      ['the same instant as Moscow told it', { local: '2016-02-27T01:00', timeZone: 'Europe/Moscow' }, 'IN_SCOPE'],
      ['one hour of Moscow earlier', { local: '2016-02-27T00:00', timeZone: 'Europe/Moscow' }, 'BEFORE_EFFECTIVE'],
    ])('%s', async (name, occurred, scope) => {
      const lat = 33.5 + name.length / 30;
      expect(await scene.incident({ occurred, place: { lat, lon: 37.4, radiusM: 300 } })).toMatchObject({ scope });
    });
  });

  describe('7. humanitarian obstruction', () => {
    it('a convoy turned back and one emptied on the way are two incidents within the agreement, with the siege of the place', async () => {
      const convoy = { act: 'HUMANITARIAN_OBSTRUCTION', weapon: undefined, target: 'CONVOY', allegedPerpetrator: 'SAF', place: { name: 'داريا' } };
      const denied = await scene.incident({ ...convoy, subtype: 'ACCESS_DENIED', convoyReference: 'DAR-1', occurred: { from: '2016-03-12T11:00:00+02:00' } });
      const emptied = await scene.incident({ ...convoy, subtype: 'ITEMS_REMOVED', convoyReference: 'DAR-2', occurred: { from: '2016-03-20T11:00:00+02:00' } });
      expect(denied.id).not.toBe(emptied.id);
      for (const incident of [denied, emptied]) {
        expect(incident).toMatchObject({ scope: 'IN_SCOPE', act: 'HUMANITARIAN_OBSTRUCTION', weapon: null });
        expect(incident.assessment.tests.what.reason).toContain('T4');
        const siege = incident.zoneAnswers.find(({ type }: { type: string }) => type === 'BESIEGED');
        const { details } = (await service.get(`/v1/zones/${siege.zoneVersionId}`, 'secretariat')).body;
        expect(details).toMatchObject({ besiegers: ['SAF'], population: expect.anything() });
      }
    });

    it('the two are joined to one episode by a person, stay two incidents, and one can be taken out again', async () => {
      const convoy = { act: 'HUMANITARIAN_OBSTRUCTION', weapon: undefined, target: 'CONVOY', allegedPerpetrator: 'SAF', place: { name: 'داريا' } };
      const [one, two, three] = await Promise.all(['12', '20', '26'].map(async (day) => scene.submit({ ...convoy, convoyReference: `EP-${day}`, occurred: { from: `2016-03-${day}T11:00:00+02:00` } })));
      const [denied, emptied, later] = [await scene.incidentOf(one!), await scene.incidentOf(two!), await scene.incidentOf(three!)];
      const before = new Date().toISOString();
      const opened = await service.post('/v1/episodes', 'reviewerRU', { name: 'Convoys to Darayya', incidents: [emptied.id, denied.id], reason: 'one convoy plan' });
      expect([opened.status, opened.body.incidents]).toEqual([201, [denied.id, emptied.id]]);
      const episode = `/v1/episodes/${opened.body.id}`;
      expect((await service.post(`${episode}/join`, 'reviewerUS', { incidents: [later.id], reason: 'the same plan' })).status).toBe(201);
      expect((await service.post(`${episode}/join`, 'reviewerUS', { incidents: [later.id], reason: 'again' })).body.detail).toBe(`${later.id} is part of the episode already.`);
      expect((await service.post(`${episode}/leave`, 'reviewerUS', { incidents: [later.id], reason: 'it was another plan' })).status).toBe(201);
      expect((await service.post(`${episode}/leave`, 'reviewerUS', { incidents: [later.id], reason: 'again' })).status).toBe(409);
      const seen = await scene.incidentOf(one!);
      expect(seen).toMatchObject({ id: denied.id, reportCount: 1, assessment: { id: denied.assessment.id }, episodes: [{ name: 'Convoys to Darayya', incidents: [denied.id, emptied.id] }] });
      expect(seen.history.at(-1)).toMatchObject({ type: 'episode.joined', details: { by: 'RU', reason: 'one convoy plan' } });
      expect((await scene.incidentOf(three!)).episodes).toEqual([]);
      expect((await scene.incidentOf(one!, `?asKnownAt=${encodeURIComponent(before)}`)).episodes).toEqual([]);
      const { body } = await service.get(episode, 'auditor');
      expect(body.changes.map(({ change, coChair }: { change: string; coChair: string }) => [change, coChair])).toEqual([['joined', 'RU'], ['joined', 'RU'], ['joined', 'US'], ['left', 'US']]);
      expect((await service.post('/v1/episodes', 'reviewerUS', { name: 'x', incidents: ['00000000-0000-4000-8000-000000000000'], reason: 'x' })).status).toBe(404);
    });

    it('two places kilometres apart on the way of one convoy are one incident', async () => {
      const told = { act: 'HUMANITARIAN_OBSTRUCTION', weapon: undefined, target: 'CONVOY', allegedPerpetrator: 'SAF', convoyReference: 'DAR-3', occurred: { from: '2016-03-28T11:00:00+03:00', precision: 'HOUR' } };
      const first = await scene.submit({ ...told, place: { lat: 33.458, lon: 36.233, radiusM: 300 } });
      const second = await scene.submit({ ...told, place: { lat: 33.49, lon: 36.25, radiusM: 300 } }, 'monitor2');
      expect((await scene.incidentOf(second)).id).toBe((await scene.incidentOf(first)).id);
    });
  });

  describe('8. cross-border shelling', () => {
    it('is an external actor, shown to both, tallied apart and against no Syrian party', async () => {
      const incident = await scene.incident({
        place: { name: 'تل أبيض' }, act: 'CROSS_BORDER_FIRE', weapon: 'ARTILLERY', allegedPerpetrator: 'Turkish Armed Forces', observation: 'SECONDHAND',
        narrative: 'Several channels say that heavy artillery fired from north of the border.', occurred: { from: '2016-02-28T04:00:00+02:00', precision: 'PART_OF_DAY' },
      });
      expect(incident).toMatchObject({ scope: 'EXTERNAL_ACTOR', responsibleCoChair: 'BOTH', perpetrators: ['TR_AF'], interested: [] });
      expect(await ids('scope=EXTERNAL_ACTOR')).toContain(incident.id);
      expect(await ids('scope=IN_SCOPE')).not.toContain(incident.id);
      expect(await ids('party=SAF')).not.toContain(incident.id);
      for (const as of ['reviewerUS', 'reviewerRU'] as const) expect((await service.get(`/v1/incidents/${incident.id}`, as)).body.id).toBe(incident.id);
    });

    it('is told by its origin, whatever the report calls it; the impact stays the place of the incident', async () => {
      const struck = { place: { lat: 36.6, lon: 38.95, radiusM: 500 }, act: 'ATTACK', weapon: 'ARTILLERY', allegedPerpetrator: 'unknown guns', occurred: { from: '2016-03-05T04:00:00+02:00' } };
      const incident = await scene.incident({ ...struck, origin: { lat: 36.95, lon: 38.93, radiusM: 2_000 } });
      expect(incident).toMatchObject({ scope: 'EXTERNAL_ACTOR', responsibleCoChair: 'BOTH', lat: 36.6, pcode: expect.stringMatching(/^SY/) });
      expect(incident.assessment.origin).toMatchObject({ lies: 'outside', how: 'STATED_POINT', radiusM: 2_000 });
      expect(incident.assessment.origin).not.toHaveProperty('lat');
    });
  });

  describe('10. late reports and local times that did not exist', () => {
    it('half past midnight on 25 March 2016 is kept as said, flagged and asked about, never shifted', async () => {
      const stated = { local: '2016-03-25T00:30', timeZone: 'Asia/Damascus' };
      const told = await scene.submit({ occurred: stated, place: { name: 'Kansaba' } });
      await service.settled();
      const [row] = await service.db.database.query<{ said: object; flag: string }>('SELECT occurred_stated AS said, time_flag AS flag FROM report WHERE id = $1', [told.reportId]);
      expect(row).toEqual({ said: stated, flag: 'INVALID_LOCAL_TIME' });
      expect((await receipt(told.receipt)).clarifications).toEqual([expect.stringMatching(/did not exist/)]);
    });

    it('a report of 2 March that comes late joins its incident, which is judged anew beside what was judged before', async () => {
      const event = { place: { lat: 34.93, lon: 36.64, radiusM: 300 }, weapon: 'ROCKET', occurred: { from: '2016-03-02T10:00:00+02:00' }, narrative: 'Rockets hit the market street.' };
      const first = await scene.submit(event);
      const before = await scene.incidentOf(first);
      const then = new Date().toISOString();
      const late = await scene.incidentOf(await scene.submit({ ...event, narrative: 'Three rockets on the market street at ten.' }, 'monitor2'));
      expect(late).toMatchObject({ id: before.id, reportCount: 2, factStatus: 'VERIFIED' });
      expect(late.earlierAssessments.length).toBeGreaterThan(0);
      expect(await scene.incidentOf(first, `?asKnownAt=${encodeURIComponent(then)}`)).toMatchObject({ reportCount: 1, factStatus: 'PENDING' });
    });
  });

  describe('the registry', () => {
    it('a withdrawn acceptance is judged anew, and the registry of yesterday can be asked for', async () => {
      const told = await scene.submit({ place: { lat: 35.2, lon: 36.9, radiusM: 300 }, allegedPerpetrator: 'Group A', occurred: { from: '2016-04-20T10:00:00+03:00' } });
      const before = await scene.incidentOf(told);
      expect(before.scope).toBe('IN_SCOPE');
      const [row] = (await service.get('/v1/acceptances?party=GROUP_A', 'auditor')).body.items;
      const then = new Date().toISOString();
      const acceptances = [{ id: row.id, party: 'GROUP_A', receivedBy: 'US', receivedAt: row.receivedAt, attestedAt: row.attestedAt, channel: row.channel, status: 'WITHDRAWN', withdrawnAt: '2016-04-18T00:00:00Z', conditionalOn: row.conditionalOn, source: 'a test' }];
      const dry = await scene.apply({ acceptances }, '?dryRun=true');
      expect([dry.status, dry.body.superseded, dry.body.changes[0]]).toEqual([200, 1, expect.objectContaining({ row: `acceptances/${row.id}`, change: 'superseded' })]);
      expect((await scene.incidentOf(told)).scope).toBe('IN_SCOPE');

      expect((await scene.apply({ acceptances })).body).toMatchObject({ added: 0, superseded: 1 });
      const after = await scene.incidentOf(told);
      expect(after).toMatchObject({ scope: 'NON_PARTY_PERPETRATOR', earlierAssessments: [{ id: before.assessment.id, scope: 'IN_SCOPE' }] });
      const bound = async (query: string) => (await service.get(`/v1/parties/GROUP_A?at=2016-04-20&${query}`, 'auditor')).body.bound.bound;
      expect([await bound(`asKnownAt=${encodeURIComponent(then)}`), await bound('')]).toEqual([true, false]);
    });

    it('a policy of another version leaves the old judgement beside the new one', async () => {
      const told = await scene.submit({ place: { lat: 35.3, lon: 37.3, radiusM: 300 } });
      const before = await scene.incidentOf(told);
      const policy: Record<string, any> = { ...(await currentPolicy()), version: 'v2' }; // eslint-disable-line @typescript-eslint/no-explicit-any
      expect((await scene.apply({ policy: { ...policy, verification: { ...policy.verification, minIndependentSources: 1 } } })).status).toBe(200);
      const after = await scene.incidentOf(told);
      expect([before.assessment.policyVersion, before.factStatus, after.assessment.policyVersion, after.factStatus]).toEqual(['v1', 'PENDING', 'v2', 'VERIFIED']);
      expect(after.earlierAssessments.map(({ policyVersion }: { policyVersion: string }) => policyVersion)).toEqual(['v1']);
    });

    it('what does not hang together is refused whole, naming every row', async () => {
      const answer = await scene.apply({ parties: [{ code: 'X', source: 's' }], acceptances: [{ id: 'a', party: 'NOBODY', source: 's' }] });
      expect(answer.status).toBe(400);
      expect(new Set(answer.body.errors.map(({ field }: { field: string }) => field))).toEqual(new Set(['parties/X', 'acceptances/a']));
      expect((await service.get('/v1/parties/X', 'auditor')).status).toBe(404);
    });

    it.each(['monitor', 'reviewerUS', 'secretariat', 'auditor'] as const)('%s cannot change it', async (as) => {
      expect((await service.post('/v1/admin/agreement', as, {})).status).toBe(403);
    });
  });

  describe('a liaison', () => {
    it("sees its own party's areas and acceptances and nobody else's", async () => {
      const place = { lat: 35.05, lon: 38.2 };
      await scene.importZones({ ...place, zone_type: 'PROTECTED_PARTY_AREA', zone_code: 'OF-B', map_source: 'US', party: 'GROUP_B' }, { ...place, zone_type: 'PROTECTED_PARTY_AREA', zone_code: 'OF-A', map_source: 'US', party: 'GROUP_A' });
      const liaison = await scene.account({ role: 'liaison', label: 'liaison', organisation: { name: 'Liaison of Group B', kind: 'PARTY', partyCode: 'GROUP_B' } });
      const areas = (await liaison('GET', '/v1/liaison/areas')).body.items;
      expect(areas.map(({ code }: { code: string }) => code)).toEqual(['OF-B']);
      expect(areas[0].geometry).toBeDefined();
      const acceptances = (await liaison('GET', '/v1/liaison/acceptances')).body.items;
      expect(acceptances.map(({ party, members }: { party: string; members: string[] }) => [party, members])).toEqual([['HNC', ['GROUP_B']], ['GROUP_B', []]]);
      expect((await liaison('GET', '/v1/zones?type=PROTECTED_PARTY_AREA')).body.items).toEqual([]);
      const [other] = (await service.get('/v1/zones?type=PROTECTED_PARTY_AREA&limit=500', 'auditor')).body.items.filter(({ code }: { code: string }) => code === 'OF-A');
      expect((await liaison('GET', `/v1/zones/${other.id}`)).status).toBe(404);
      for (const path of ['/v1/parties', '/v1/acceptances', '/v1/incidents', '/v1/parties/GROUP_A']) expect((await liaison('GET', path)).status).toBe(403);
    });
  });

  describe('places', () => {
    it.each(['حربنفسه', 'حربنفسة', 'Hirbinifsah', 'Харбнафса', 'ﺣﺮﺑﻨﻔﺴﻪ'])('%s is SY050102', async (q) => {
      const { body } = await service.get(`/v1/places?q=${encodeURIComponent(q)}`, 'monitor');
      expect([body.items[0].code, body.isAmbiguous]).toEqual(['SY050102', false]);
    });

    it('"Harb Bebsi" has candidates of low confidence, and one question on the receipt', async () => {
      const { body } = await service.get('/v1/places?q=Harb%20Bebsi', 'monitor');
      expect(body.isAmbiguous).toBe(true);
      expect(body.items.every(({ confidence }: { confidence: number }) => confidence < 0.8)).toBe(true);
      const told = await scene.submit({ place: { name: 'Harb Bebsi' } });
      await service.settled();
      expect((await receipt(told.receipt)).clarifications).toEqual([expect.stringMatching(/^Which place is meant/)]);
    });

    it('a gazetteer is imported by lines, a second time changes nothing, a bad line refuses it', async () => {
      const line = (change: object = {}) => `${JSON.stringify({ pcode: 'C9001', lat: 35.1, lon: 37.1, name_en: 'Tall Nowhere', name_ar: 'تل لا مكان', adm3_pcode: 'SY050102', ...change })}\n`;
      const send = (body: string, as: 'admin' | 'monitor' = 'admin') => service.call('POST', '/v1/admin/places?source=a%20test', as, body, { 'content-type': 'application/x-ndjson' });
      expect((await send(line())).body).toEqual({ added: 1, superseded: 0, unchanged: 0 });
      expect((await send(line())).body).toEqual({ added: 0, superseded: 0, unchanged: 1 });
      expect((await service.get(`/v1/places?q=${encodeURIComponent('تل لا مكان')}`, 'monitor')).body.items[0]).toMatchObject({ code: 'C9001', pcode: 'SY050102', confidence: 1 });
      expect((await send(line() + line({ pcode: 'C9002', lat: 'north' }))).body.errors).toEqual([{ field: 'line 2', problem: '(C9002) has no point' }]);
      expect((await send(line(), 'monitor')).status).toBe(403);
    });
  });

  async function currentPolicy() {
    const [row] = await service.db.database.query<{ content: Record<string, any> }>(`SELECT content FROM reference_row WHERE collection = 'policy' ORDER BY seq DESC LIMIT 1`); // eslint-disable-line @typescript-eslint/no-explicit-any
    return row!.content;
  }
});
