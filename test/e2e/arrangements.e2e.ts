// arrangements.e2e.ts - the 25 arrangements that the agreement and the press of its day name, one test each, through HTTP.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ACTS, agreementOf, DETERMINATIONS, MINISTER_DECISIONS, readReferenceFolder, type Agreement } from '@hotline/agreement';
import { mayDo } from '@hotline/platform';
import { AgreementScene, anAcceptance, aParty } from '../support/agreement-scene';
import { TestService } from '../support/test-service';

const FOLDER = resolve(__dirname, '../../reference/syria-2016');
const HOMS = { lat: 34.73, lon: 36.71, radiusM: 500 };
/** Every incident of this file at a place of its own, so that none is taken for another. */
let steps = 0;
const somewhere = (): typeof HOMS => ({ ...HOMS, lat: 33.9 + 0.07 * (++steps % 20), lon: 36.9 + 0.08 * Math.floor(steps / 20) });

describe('the arrangements', () => {
  let service: TestService;
  let scene: AgreementScene;
  let agreement: Agreement;
  beforeAll(async () => {
    service = await TestService.start();
    scene = new AgreementScene(service);
    agreement = agreementOf(readReferenceFolder(FOLDER).map((row) => ({ ...row, id: row.code.padEnd(8, '-'), recordedAt: new Date(0) })), 'files');
  });
  afterAll(() => service.stop());

  const scopeOf = async (change: Record<string, unknown>) => (await scene.incident({ place: somewhere(), ...change })).scope as string;
  const get = async (path: string, as: Parameters<TestService['get']>[1] = 'auditor') => (await service.get(path, as)).body;

  it('1. effective time: midnight at the start of 27 February in Damascus, that instant included', async () => {
    const at = (from: string, to?: string) => ({ occurred: to ? { from, to, precision: 'WINDOW' } : { from, precision: 'EXACT' }, place: somewhere() });
    const before = await scene.incident(at('2016-02-26T23:59:59+02:00'));
    expect(before).toMatchObject({ scope: 'BEFORE_EFFECTIVE' });
    expect(await scopeOf(at('2016-02-27T00:00:00+02:00'))).toBe('IN_SCOPE');
    const around = await scene.submit(at('2016-02-26T23:30:00+02:00', '2016-02-27T00:30:00+02:00'));
    expect(await scene.incidentOf(around)).toMatchObject({ scope: 'UNDETERMINED_TIME' });
    expect((await get(`/v1/incidents?scope=BEFORE_EFFECTIVE`)).items.map(({ id }: { id: string }) => id)).toContain(before.id);
  });

  it('2. acceptance by a deadline: late protects from attestation and never backwards; no row is no party', async () => {
    const { status } = await scene.apply({
      parties: [aParty('VALLEY_TOWN', { kind: 'LOCALITY' })],
      acceptances: [anAcceptance('t-late', 'VALLEY_TOWN', { receivedAt: '2016-03-21T08:00:00Z', attestedAt: '2016-03-22T08:00:00Z' })],
    });
    expect(status).toBe(200);
    const bound = async (at: string) => (await scene.party('VALLEY_TOWN', at)).bound.bound as boolean;
    expect([await bound('2016-03-21T09:00:00Z'), await bound('2016-03-22T07:59:59Z'), await bound('2016-03-22T08:00:00Z')]).toEqual([false, false, true]);
    expect((await scene.party('VALLEY_TOWN', '2016-04-01')).acceptances[0]).toMatchObject({ status: 'LATE', receivedBy: 'US' });
    expect((await scene.party('GROUP_C', '2016-04-01')).bound).toMatchObject({ bound: false, why: 'no acceptance is recorded' });
    const toTheWrongChair = await scene.apply({ acceptances: [anAcceptance('t-wrong', 'SAF', { receivedBy: 'US' })] });
    expect([toTheWrongChair.status, toTheWrongChair.text]).toEqual([400, expect.stringContaining('does not confirm to US')]);
  });

  it('3. not a formal ceasefire: the words of the agreement are the words of the interface', () => {
    const description = readFileSync(resolve(__dirname, '../../docs/openapi.json'), 'utf8');
    const reference = ['regime.json', 'obligations.json', 'policy.json'].map((file) => readFileSync(join(FOLDER, file), 'utf8').replace(/"source": ".*"|https?:\S+/g, ''));
    for (const text of [description, ...reference]) expect(text).not.toMatch(/ceasefire line|guilty|truce/i);
    expect(description).toMatch(/violation/i);
  });

  it('4. exclusion list: dated, under every name, and only by the UN Security Council', async () => {
    for (const name of ['Jabhat al-Nusra', 'جبهة النصرة', 'Джебхат ан-Нусра', 'Jabhat Fatah al-Sham']) {
      const [party] = (await get(`/v1/parties?q=${encodeURIComponent(name)}&at=2016-08-10`)).items;
      expect([name, party?.id, party?.excluded.excluded]).toEqual([name, 'AL_NUSRA', true]);
    }
    expect((await scene.party('AL_NUSRA', '2013-05-29')).excluded.excluded).toBe(false);
    const ypg = await scene.party('YPG', '2016-03-01');
    expect([ypg.excluded.excluded, ypg.designations[0]]).toEqual([false, expect.objectContaining({ authority: 'TURKEY', excludes: false })]);
    expect(await scopeOf({ allegedPerpetrator: 'ISIL' })).toBe('EXCLUDED_PERPETRATOR');
    expect(await scopeOf({ allegedPerpetrator: 'Government of Syria / ISIL', allegedVictim: 'ISIL / Government of Syria' })).toBe('EXCLUDED_PERPETRATOR');
  });

  it('5. delineation: each map answers for itself, and an accepting group area on both maps is protected', async () => {
    const point = { lat: 35.9, lon: 36.6 };
    const base = { ...point, zone_type: 'PROTECTED_PARTY_AREA', zone_code: 'AREA-5', party: 'GROUP_A' };
    await scene.importZones({ ...base, map_source: 'US', side: 0.2 }, { ...base, map_source: 'RU', side: 0.1 });
    const inBoth = await scene.incident({ place: { ...point, radiusM: 100 } });
    const onOne = await scene.incident({ place: { lat: 35.98, lon: 36.68, radiusM: 100 } });
    const maps = ({ zoneAnswers }: Record<string, { code: string; source: string }[]>) => zoneAnswers!.filter(({ code }) => code === 'AREA-5').map(({ source }) => source).sort();
    expect([maps(inBoth), maps(onOne)]).toEqual([['RU', 'US'], ['US']]);
    expect(inBoth.assessment.tests.why).toMatchObject({ outcome: 'PASS', reason: expect.stringContaining("not an excluded group's area") });
  });

  it('6. hotline: reports in Arabic, Russian and English are acknowledged at once with a receipt that can be asked', async () => {
    for (const [language, narrative] of [['ar', 'قصف'], ['ru', 'Обстрел'], ['en', 'Shelling']]) {
      const { receipt } = await scene.submit({ language, narrative, place: somewhere() });
      expect((await service.get(`/v1/receipts/${receipt}`, null)).status).toBe(200);
    }
  });

  it('7. any party can report, a potential violation too; a party report carries its party', async () => {
    const liaison = await scene.account({ role: 'liaison', label: 'liaison', organisation: { name: 'Liaison of Group A', kind: 'PARTY', partyCode: 'GROUP_A' } });
    const body = { clientReportId: 'row-7', kind: 'POTENTIAL_VIOLATION', act: 'ATTACK', occurred: { from: '2016-03-05T08:00:00+02:00' }, place: somewhere(), allegedPerpetrator: 'SAF' };
    const { status, body: told } = await liaison('POST', '/v1/reports', body);
    expect(status).toBe(202);
    const [row] = await service.db.database.query<{ party: string; kind: string }>('SELECT source_party AS party, kind FROM report WHERE id = $1', [told.reportId]);
    expect(row).toEqual({ party: 'GROUP_A', kind: 'POTENTIAL_VIOLATION' });
    for (const as of ['monitor', 'reviewerUS', 'reviewerRU', 'secretariat', 'auditor', 'admin'] as const) {
      expect((await service.post('/v1/reports', as, { ...body, clientReportId: `row-7-${as}` })).status).toBe(202);
    }
  });

  it.each([
    ['SAF', 'RU', []],
    ['GROUP_A', 'US', []],
    ['Russian Aerospace Forces', 'RU', ['RU']],
    ['US-led coalition', 'US', ['US']],
    ['ISIL', 'BOTH', []],
    ['people from over the hill', 'BOTH', []],
    ['SAF / GROUP_A', 'BOTH', []],
  ])('8. co-chair responsibility: %s goes to %s, and both see it', async (allegedPerpetrator, responsibleCoChair, interested) => {
    const { id, ...incident } = await scene.incident({ place: somewhere(), allegedPerpetrator });
    expect(incident).toMatchObject({ responsibleCoChair, interested });
    for (const as of ['reviewerUS', 'reviewerRU'] as const) expect((await service.get(`/v1/incidents/${id}`, as)).status).toBe(200);
  });

  it('9. proportionate self-defence is judged on threat, time, place, weapon and aim, each with its reason', async () => {
    const at = { place: somewhere(), act: 'ATTACK', target: 'ARMED_PARTY' };
    const threat = await scene.incident({ ...at, occurred: { from: '2016-03-02T16:00:00+02:00' }, weapon: 'TANK', allegedPerpetrator: 'SAF', allegedVictim: 'GROUP_A', narrative: 'Tank fire on the fighters in the orchards.' });
    const response = await scene.incident({ ...at, occurred: { from: '2016-03-02T16:05:00+02:00' }, weapon: 'MORTAR', allegedPerpetrator: 'GROUP_A', allegedVictim: 'SAF', narrative: 'The group answered with mortars on the army post.' });
    const { status, body } = await service.post(`/v1/incidents/${response.id}/self-defence-claims`, 'reviewerUS', { threatIncidentId: threat.id, party: 'GROUP_A', threat: 'Tank fire.' });
    expect([status, body]).toMatchObject([201, { judgement: 'PROPORTIONATE', why: 'immediate (5 min after it; 60 allowed); same front (0.0 km; 5 allowed); MORTAR against TANK: comparable; aimed at those who threatened' }]);
  });

  it('10. no response mechanism: the ladder is policy, its steps are recorded, and none is the use of force', () => {
    const steps = agreement.policy.ladder.map(({ code }) => code);
    expect([steps.length, new Set(steps).size]).toEqual([7, 7]);
    expect(steps.join(' ')).not.toMatch(/ATTACK|STRIKE|WEAPON|MILITARY/);
  });

  it('11. how breaches are punished is left open: a determination is no sanction, and a decision is the Ministers own', async () => {
    expect(DETERMINATIONS.some((word) => (MINISTER_DECISIONS as readonly string[]).includes(word))).toBe(false);
    expect(MINISTER_DECISIONS).toContain('EXCLUSION');
    const incident = await scene.incident({ place: somewhere() });
    expect(incident.determination).toBe('PENDING');
  });

  it('12. humanitarian access: besieged places with besieger and population as of a date; refusal, delay and removal apart, without a weapon', async () => {
    const { items } = await get('/v1/zones?type=BESIEGED&limit=500');
    expect(items.length).toBeGreaterThanOrEqual(15);
    const { details } = await get(`/v1/zones/${items[0].id}`);
    expect(details).toMatchObject({ besiegers: expect.any(Array), population: expect.anything() });
    for (const subtype of ['ACCESS_DENIED', 'ACCESS_DELAYED', 'ITEMS_REMOVED']) {
      const incident = await scene.incident({ place: somewhere(), act: 'HUMANITARIAN_OBSTRUCTION', subtype, weapon: undefined, target: 'CONVOY', convoyReference: `c-${subtype}`, allegedPerpetrator: 'SAF' });
      expect(incident).toMatchObject({ act: 'HUMANITARIAN_OBSTRUCTION', weapon: null, scope: 'IN_SCOPE' });
    }
  });

  it('13. Munich: 17 states and 4 organisations, later 22; the 19 February target is missed and its days are in no regime', async () => {
    expect((await get('/v1/members?at=2016-02-13')).counts).toEqual({ STATE: 17, ORGANISATION: 4 });
    expect((await get('/v1/members?at=2016-05-18')).counts).toEqual({ STATE: 22, ORGANISATION: 4 });
    const milestone = async (at: string) => (await get(`/v1/regime?at=${at}`)).items[0].milestones.find(({ code }: { code: string }) => code === 'MODALITIES_WITHIN_A_WEEK');
    expect([(await milestone('2016-02-18')).status, (await milestone('2016-02-20')).status]).toEqual(['PLANNED', 'MISSED']);
    expect(await scopeOf({ occurred: { from: '2016-02-23T10:00:00+02:00' } })).toBe('BEFORE_EFFECTIVE');
  });

  it('14. cross-border shelling: an external actor, tallied apart, relayed to both', async () => {
    const incident = await scene.incident({ place: { name: 'Tell Abiad' }, act: 'CROSS_BORDER_FIRE', weapon: 'ARTILLERY', allegedPerpetrator: 'Turkey', observation: 'SECONDHAND', occurred: { from: '2016-02-28T09:00:00+02:00', precision: 'HOUR' } });
    expect(incident).toMatchObject({ scope: 'EXTERNAL_ACTOR', responsibleCoChair: 'BOTH' });
    expect((await get('/v1/incidents?scope=IN_SCOPE&limit=200')).items.map(({ id }: { id: string }) => id)).not.toContain(incident.id);
  });

  it('15. gain of territory counts only between parties', async () => {
    const gain = { act: 'TERRITORY_ACQUISITION', weapon: undefined };
    expect(await scopeOf({ ...gain, allegedPerpetrator: 'SAF', allegedVictim: 'GROUP_A' })).toBe('IN_SCOPE');
    expect(await scopeOf({ ...gain, allegedPerpetrator: 'SAF', allegedVictim: 'GROUP_C' })).toBe('NON_PARTY_TARGET');
    expect(await scopeOf({ ...gain, allegedPerpetrator: 'Turkey', allegedVictim: 'GROUP_A' })).toBe('EXTERNAL_ACTOR');
  });

  it.each([
    ['16. reinforcement of positions', 'Fighters were brought up during the calm.'],
    ['17. supply of arms', 'Surface-to-air missiles were handed over.'],
  ])('%s is accepted, maps to no obligation and is never a violation by itself', async (_, narrative) => {
    const incident = await scene.incident({ place: somewhere(), act: 'UNMAPPED_ALLEGATION', weapon: undefined, narrative, allegedPerpetrator: 'SAF' });
    expect(incident).toMatchObject({ scope: 'NO_OBLIGATION', assessment: { tests: { what: { outcome: 'FAIL' } } } });
    expect(agreement.obligationFor('UNMAPPED_ALLEGATION')).toBeNull();
  });

  it('18. release of prisoners: a commitment to work for, counted apart', async () => {
    const incident = await scene.incident({ place: somewhere(), act: 'DETENTION', weapon: undefined, allegedPerpetrator: 'SAF' });
    expect(incident.assessment.tests.what).toMatchObject({ outcome: 'PASS', reason: expect.stringMatching(/T6 .*counted separately/) });
    expect([agreement.obligationFor('DETENTION')?.hardness, agreement.policy.persistence.softObligationsCount]).toEqual(['SOFT', false]);
  });

  it('19. simultaneity: the opposition is bound on condition that the government side confirmed', async () => {
    expect((await scene.party('GROUP_A', '2016-02-28')).bound.bound).toBe(true);
    const rows = readReferenceFolder(FOLDER).map((row) => ({ ...row, id: row.code.padEnd(8, '-'), recordedAt: new Date(0) }));
    const without = agreementOf(rows.filter(({ collection, content }) => collection !== 'acceptances' || content.receivedBy !== 'RU'), 'without');
    expect(without.isBoundAt('GROUP_A', new Date('2016-02-28T00:00:00Z'))).toMatchObject({ bound: false, why: expect.stringContaining('on condition that') });
  });

  it.each([
    ['2016-02-13', 'PROPOSED', false],
    ['2016-02-21T12:00:00Z', 'AGREED_IN_PRINCIPLE', false],
    ['2016-02-23', 'ADOPTED', false],
    ['2016-02-26T21:30:00Z', 'ENDORSED', false],
    ['2016-02-26T22:00:00Z', 'IN_FORCE', true],
    ['2016-09-12T16:00:00Z', 'RENEWED', true],
    ['2016-09-19T16:00:00Z', 'LAPSED', false],
  ])('20. the life of the agreement: at %s it is %s', async (at, stage, isInForce) => {
    expect((await get(`/v1/regime?at=${at}`)).items[0]).toMatchObject({ stage, isInForce });
  });

  it('21. an umbrella binds only the members it lists', async () => {
    const bound = async (code: string) => (await scene.party(code, '2016-03-01')).bound.bound as boolean | null;
    expect([await bound('HNC'), await bound('GROUP_B'), await bound('GROUP_C')]).toEqual([null, true, false]);
    expect((await scene.party('GROUP_B', '2016-03-01')).acceptances.map(({ party }: { party: string }) => party).sort()).toEqual(['GROUP_B', 'HNC']);
    const counts = await get('/v1/acceptance-counts');
    const groups = counts.counts.find(({ what }: { what: string }) => what === 'GROUPS_ACCEPTED');
    expect(groups).toMatchObject({ agree: false, why: expect.stringContaining('17 + 69 = 86, not 97') });
  });

  it('22. officials with maps are not the reviewers: whoever judges an incident cannot draw the map', async () => {
    expect([mayDo('reviewer', 'zone.import'), mayDo('secretariat', 'zone.import'), mayDo('admin', 'incident.read')]).toEqual([false, false, false]);
    expect((await service.post('/v1/admin/zones', 'reviewerRU', {})).status).toBe(403);
    const officer = await scene.account({ role: 'delineation', side: 'RU', label: 'officer', organisation: { name: 'Delineation of the Russian co-chair', kind: 'STATE' } });
    const drawn = (map_source: string) => officer('POST', '/v1/admin/zones', { type: 'FeatureCollection', features: [{ type: 'Feature', properties: { zone_type: 'MIXED', zone_code: 'DRAWN', map_source }, geometry: { type: 'Polygon', coordinates: [[[38.2, 34.2], [38.3, 34.2], [38.3, 34.3], [38.2, 34.2]]] } }] });
    expect((await drawn('RU')).body).toEqual({ added: 1, superseded: 0, unchanged: 0 });
    expect([(await drawn('US')).status, (await drawn('US')).body.errors]).toEqual([403, [{ field: 'DRAWN', problem: 'is on the map US: you draw the map RU' }]]);
    for (const path of ['/v1/incidents', '/v1/triage']) expect((await officer('GET', path)).status).not.toBe(200);
  });

  it('23. an attack in Ankara is out of the territory', async () => {
    expect(await scopeOf({ place: { lat: 39.92, lon: 32.85, radiusM: 1_000 }, allegedPerpetrator: 'unidentified' })).toBe('OUT_OF_TERRITORY');
  });

  it('24. counter-terror strikes go on: the claim needs a zone at that time, on a map that both hold', async () => {
    const point = { lat: 35.6, lon: 40.4 };
    const strike = { place: { ...point, radiusM: 200 }, weapon: 'AIR_STRIKE', allegedPerpetrator: 'SAF', allegedVictim: 'ISIL', target: 'ARMED_PARTY' };
    expect(await scene.incident({ ...strike, occurred: { from: '2016-03-04T10:00:00+02:00' } })).toMatchObject({ scope: 'UNDETERMINED_PLACE' });
    await scene.importZones({ ...point, zone_type: 'EXCLUDED_GROUP_AREA', zone_code: 'AREA-24', map_source: 'RECONCILED', valid_from: '2016-03-01' });
    expect(await scene.incident({ ...strike, occurred: { from: '2016-03-08T10:00:00+02:00' } })).toMatchObject({ scope: 'EXCLUDED_TARGET_AREA' });
    expect(await scene.incident({ ...strike, occurred: { from: '2016-02-28T10:00:00+02:00' } })).toMatchObject({ scope: 'UNDETERMINED_PLACE' });
  });

  it('25. the United Nations: the secretariat sees all and decides nothing', async () => {
    const incident = await scene.incident({ place: somewhere() });
    expect((await service.get(`/v1/incidents/${incident.id}`, 'secretariat')).status).toBe(200);
    expect((await service.post(`/v1/incidents/${incident.id}/opinion`, 'secretariat', {})).status).toBe(403);
    expect((await service.post(`/v1/incidents/${incident.id}/verification`, 'secretariat', {})).status).toBe(403);
  });

  it('every act that can be reported is either mapped to an obligation or named as unmapped', () => {
    const unmapped = ACTS.filter((act) => agreement.obligationFor(act) === null);
    expect(unmapped).toEqual(['MONITOR_OBSTRUCTION', 'UNMAPPED_ALLEGATION']);
  });
});
