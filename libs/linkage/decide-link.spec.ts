import { decideLink, type Candidate } from './decide-link';
import { SERVICE_MODEL } from './model';
import { at, day, north, sighting } from './sighting.fixture';
import { wordsOf } from './words';

const candidate = (...members: ReturnType<typeof sighting>[]): Candidate => ({
  incidentId: `incident of ${members[0]!.reportId}`,
  members,
});
const decide = (report: ReturnType<typeof sighting>, ...candidates: Candidate[]) => decideLink(report, candidates, SERVICE_MODEL);

const TEXT = 'Two planes struck the vegetable market in the middle of the town';
const said = { words: wordsOf(TEXT, 'en') };

it.each([
  ['same place, same hour, same weapon', {}, {}, 'link'],
  ['the same, and one told less', {}, { weapon: null, act: null }, 'suggest'],
  ['same town and day only', day('2016-03-05'), { ...day('2016-03-05'), weapon: null }, 'new'],
  ['same town, day and weapon', day('2016-03-05'), day('2016-03-05'), 'suggest'],
  ['same text, town and day', { ...day('2016-03-05'), ...said, weapon: null }, { ...day('2016-03-05'), ...said, weapon: null }, 'link'],
  ['same text and town, next day', { ...day('2016-03-05'), ...said }, { ...day('2016-03-06'), ...said }, 'new'],
  ['same town, next day', day('2016-03-05'), day('2016-03-06'), 'new'],
  ['same day, other town', day('2016-03-05'), { ...day('2016-03-05'), point: north(30) }, 'new'],
  [
    'same governorate, day and text: an area does not link by itself',
    { ...day('2016-03-05'), ...said, point: north(0, 60_000), pcode: 'SY04' },
    { ...day('2016-03-05'), ...said, point: north(0, 60_000), pcode: 'SY04' },
    'suggest',
  ],
  ['an attack and an arrest', {}, { act: 'DETENTION', weapon: null }, 'new'],
  ['an air strike and mortar fire in one hour: one of them may have heard wrong', {}, { weapon: 'MORTAR' }, 'suggest'],
  ['an air strike and mortar fire on one day', day('2016-03-05'), { ...day('2016-03-05'), weapon: 'MORTAR' }, 'new'],
  [
    'neither place is known, one name, one hour',
    { point: null, placeName: 'Harb Bebsi' },
    { point: null, placeName: 'Harb Bebsi' },
    'link',
  ],
  ['neither place is known, one hour', { point: null }, { point: null }, 'suggest'],
])('%s', (_, first, second, kind) => {
  expect(decide(sighting(second), candidate(sighting(first))).kind).toBe(kind);
});

it('a test or an exercise never joins a real incident, however alike', () => {
  const real = candidate(sighting({ ...said, media: ['a'] }));
  for (const messageStatus of ['TEST', 'EXERCISE']) {
    const decision = decide(sighting({ ...said, media: ['a'], messageStatus }), real);
    expect(decision).toMatchObject({ kind: 'new', suggestions: [], runnersUp: [] });
  }
});

it('scenario 1: one strike in three languages and two time zones is one incident', () => {
  const village = { point: { lat: 34.97984, lon: 36.57503, radiusM: 2000 }, pcode: 'SY050102' };
  const arabic = sighting({ ...village, ...at('2016-02-29T09:20:00Z'), text: 'غارات على حربنفسه', language: 'ar' });
  const english = sighting({
    ...village,
    ...at('2016-02-29T09:00:00Z', '2016-02-29T10:00:00Z'),
    perpetrator: { text: 'maybe Russian', code: 'RU', side: 'RUSSIAN_AEROSPACE_FORCES' },
    text: 'air raids, Hirbinifsah, about 11:30, maybe Russian, many planes',
    language: 'en',
  });
  const russian = sighting({ ...village, ...at('2016-02-29T12:00:00+03:00'), text: 'Авиаудар, Харбнафса, 12:00 (Москва)', language: 'ru' });

  expect(decide(english, candidate(arabic)).kind).toBe('link');
  const last = decide(russian, candidate(arabic, english));
  expect(last.kind).toBe('link');
  expect(last.why).toContain('0 m apart');
  expect(last.linked!.evidence.map(({ comparator }) => comparator)).toEqual(['prior', 'time', 'distance', 'act', 'weapon']);
});

it('scenario 6: fire and return fire are two incidents', () => {
  const party = (code: string, side: string) => ({ text: code, code, side });
  const tank = sighting({ weapon: 'TANK', ...at('2016-03-05T16:00:00+02:00'), perpetrator: party('SAF', 'GOVERNMENT_AND_ASSOCIATED') });
  const mortar = sighting({ weapon: 'MORTAR', ...at('2016-03-05T16:05:00+02:00'), perpetrator: party('GROUP_A', 'ARMED_OPPOSITION') });
  const reply = sighting({ weapon: 'BARREL_BOMB', ...at('2016-03-05T21:00:00+02:00'), point: north(9), perpetrator: tank.perpetrator });
  expect(decide(mortar, candidate(tank)).kind).toBe('new');
  expect(decide(reply, candidate(tank), candidate(mortar)).kind).toBe('new');
});

it('scenario 7: one convoy obstructed twice is two incidents; on one day its place may differ', () => {
  const convoy = { act: 'HUMANITARIAN_OBSTRUCTION', weapon: null, convoy: 'SARC-DARAYYA-1' };
  const denied = sighting({ ...convoy, ...day('2016-03-12') });
  expect(decide(sighting({ ...convoy, ...day('2016-03-20') }), candidate(denied)).kind).toBe('new');
  const elsewhere = decide(sighting({ ...convoy, ...day('2016-03-12'), point: north(4) }), candidate(denied));
  expect(elsewhere.kind).toBe('suggest');
  expect(elsewhere.suggestions[0]!.vetoes).toEqual([]);
});

it('scenario 11: the same video from two towns is shown to a person', () => {
  const first = sighting({ ...at('2016-03-05T10:00:00+02:00'), media: ['f00d'] });
  const decision = decide(sighting({ ...at('2016-03-05T10:05:00+02:00'), point: north(6.3), media: ['f00d'] }), candidate(first));
  expect(decision.kind).toBe('suggest');
  expect(decision.suggestions[0]!.vetoes).toEqual(['the places do not overlap']);
  expect(decision.why).toContain('the same file was sent with both');
});

it('the strongest incident wins, the others are kept as runners-up', () => {
  const near = candidate(sighting({ point: north(1.2) }));
  const nearer = candidate(sighting(said));
  const decision = decide(sighting(said), near, nearer);
  expect(decision.linked!.incidentId).toBe(nearer.incidentId);
  expect(decision.runnersUp.map(({ incidentId }) => incidentId)).toEqual([near.incidentId]);
});

it('on a tie the older incident wins', () => {
  const [older, newer] = [candidate(sighting()), candidate(sighting())];
  expect(decide(sighting(), older, newer).linked!.incidentId).toBe(older.incidentId);
});

it('a chain of likenesses does not drift: every report of the incident must allow the new one', () => {
  const minutes = (from: number) => at(new Date(Date.parse('2016-03-05T08:00:00Z') + from * 60_000).toISOString());
  const chain = candidate(sighting(minutes(0)), sighting(minutes(150)));
  const decision = decide(sighting(minutes(300)), chain);
  expect(decision.kind).not.toBe('link');
});

it('says what speaks for it, what against, and how much is needed', () => {
  const { why } = decide(sighting({ killed: 9 }), candidate(sighting({ killed: 2 })));
  expect(why).toBe(
    'Possibly known: within the same hour; 0 m apart, the two radii make 2.0 km; both AIR_STRIKE; both ATTACK. ' +
      'against: 9 and 2 killed. 3.7 bits, 4.25 needed',
  );
});

it('says that there was nothing near', () => {
  expect(decide(sighting()).why).toBe('No earlier report near it in space and time');
});

it('two accounts of one strike that blame allied sides are one, whichever a third account joins first: who is blamed differs honestly', () => {
  const hour = at('2016-02-29T09:00:00Z', '2016-02-29T10:00:00Z');
  const blames = (code: string, side: string) => sighting({ ...hour, reporterId: 'one', sourceId: 'one', perpetrator: { text: code, code, side } });
  const told = [blames('SAF', 'GOVERNMENT_AND_ASSOCIATED'), blames('RU_VKS', 'RUSSIAN_AEROSPACE_FORCES')];
  expect(decideLink(told[1]!, [{ incidentId: 'i', members: [told[0]!] }], SERVICE_MODEL).kind).toBe('link');
});
