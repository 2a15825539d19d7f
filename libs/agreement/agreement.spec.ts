import { agreementOf } from './agreement';
import type { ReferenceRow } from './reference-row';
import { rowsOfFile } from './reference-row';

const at = (instant: string) => new Date(instant);
const rows = (file: string, content: unknown): ReferenceRow[] =>
  rowsOfFile(file, content).map((row) => ({ ...row, id: `id-of-${row.code}`, recordedAt: at('2016-02-26T00:00:00Z') }));
const party = (code: string, change: object = {}) => ({ code, names: { en: code }, aliases: [], side: 'ARMED_OPPOSITION', kind: 'ARMED_GROUP', parent: null, source: 's', ...change });
const accepted = (id: string, change: object) => ({
  id, party: id, receivedBy: 'US', receivedAt: '2016-02-26T07:10:00Z', attestedAt: '2016-02-26T15:00:00Z', status: 'IN_TIME', conditionalOn: null, source: 's', ...change,
});

const GOV = 'GOVERNMENT_AND_ASSOCIATED';
const agreement = agreementOf(
  [
    ...rows('regime', {
      code: 'coh', territory: 'SY', timeZone: 'Asia/Damascus', acceptanceDeadline: '2016-02-26T10:00:00Z', source: 's',
      life: [{ state: 'ADOPTED', at: '2016-02-22' }, { state: 'IN_FORCE', at: '2016-02-26T22:00:00Z' }, { state: 'LAPSED', at: '2016-09-19T16:00:00Z' }],
    }),
    ...rows('policy', { version: 'v1', source: 's', acceptance: { lateProtectionFrom: 'ATTESTATION', retroactive: false } }),
    ...rows('obligations', { obligations: [
      { code: 'T2', binds: 'ALL', hardness: 'HARD', acts: ['ATTACK', 'CROSS_BORDER_FIRE'], source: 's' },
      { code: 'T6', binds: 'ALL', hardness: 'SOFT', acts: ['DETENTION'], source: 's' },
    ] }),
    ...rows('parties', [
      party('SAF', { side: GOV, kind: 'STATE_FORCE', names: { en: 'Syrian Armed Forces', ar: 'القوات المسلحة السورية', ru: 'Вооружённые силы Сирии' }, aliases: ['Syrian Army', 'الجيش السوري', 'Сирийская армия'] }),
      party('RU_VKS', { side: 'RUSSIAN_AEROSPACE_FORCES', kind: 'STATE_FORCE', aliases: ['Russian Federation', 'Russia', 'Russian'] }),
      party('COALITION', { side: 'US_LED_COALITION', kind: 'COALITION' }),
      party('TURKEY', { side: 'EXTERNAL_STATE', kind: 'EXTERNAL' }),
      party('HNC', { kind: 'UMBRELLA', members: ['GROUP_B', 'GROUP_D'] }),
      party('GROUP_A', { aliases: ['Army of A'] }),
      party('GROUP_B', { parent: 'HNC' }),
      party('GROUP_C', { status: 'NOT_ACCEPTED' }),
      party('GROUP_D'),
      party('SUB_D', { parent: 'GROUP_D' }),
      party('LATE'), party('LATE_UNTOLD'), party('GONE'), party('UNTIMED'), party('WAITING'),
      party('SILENT', { status: 'NOT_KNOWN' }),
      party('TWIN_1', { aliases: ['The Twins'] }), party('TWIN_2', { aliases: ['Twins'] }),
      party('NUSRA', { side: 'EXCLUDED' }), party('YPG', { side: 'SELF_MANAGEMENT' }),
      party('ANYBODY', { kind: 'UNKNOWN', side: 'UNKNOWN' }),
    ]),
    ...rows('acceptances', [
      accepted('SAF', { receivedBy: 'RU', receivedAt: '2016-02-25T00:00:00Z' }),
      accepted('GROUP_A', { conditionalOn: GOV }),
      accepted('HNC', { members: ['GROUP_B'], receivedAt: '2016-02-26T09:40:00Z' }),
      accepted('LATE', { receivedAt: '2016-02-26T10:00:01Z', attestedAt: '2016-03-01T12:00:00Z', status: 'LATE' }),
      accepted('LATE_UNTOLD', { receivedAt: '2016-03-08T10:00:00Z', attestedAt: null }),
      accepted('GONE', { withdrawnAt: '2016-04-18T00:00:00Z', status: 'WITHDRAWN' }),
      accepted('UNTIMED', { receivedAt: null }),
      accepted('WAITING', { conditionalOn: 'TURKEY' }),
    ]),
    ...rows('designations', [
      { id: 'd1', party: 'NUSRA', authority: 'UNSC', from: '2013-05-30T00:00:00Z', to: null, source: 's', names: [{ name: 'Jabhat al-Nusra' }, { name: 'Jabhat Fatah al-Sham', from: '2016-07-28' }, { name: 'جبهة النصرة' }] },
      { id: 'd2', party: 'YPG', authority: 'TURKEY', from: null, to: null, source: 's' },
    ]),
    ...rows('co-chairs', { coChairs: [
      { code: 'US', responsibleFor: ['ARMED_OPPOSITION', 'US_LED_COALITION'], ownForces: ['COALITION'], source: 's' },
      { code: 'RU', responsibleFor: [GOV, 'RUSSIAN_AEROSPACE_FORCES'], ownForces: ['RU_VKS'], source: 's' },
    ] }),
  ],
  '7',
);

describe('a party by what people call it', () => {
  it.each([
    ['its code', 'SAF', 'SAF', 1],
    ['its code in small letters', ' saf ', 'SAF', 1],
    ['its English name', 'syrian armed forces', 'SAF', 1],
    ['its Arabic name', 'القوات المسلحة السورية', 'SAF', 1],
    ['its Russian name, ё or е', 'вооруженные силы Сирии', 'SAF', 1],
    ['an alias', 'the Syrian army', 'SAF', 0.95],
    ['an alias in presentation forms', 'ﺍﻟﺠﻴﺶ ﺍﻟﺴﻮﺭﻱ', 'SAF', 0.95],
    ['a name the designation lists', 'جبهه النصره', 'NUSRA', 0.95],
    ['a later name of a designated group', 'Jabhat Fatah al-Sham', 'NUSRA', 0.95],
    ['a hedged statement', 'Russian Federation (alleged)', 'RU_VKS', 0.75],
    ['another hedged statement', 'maybe Russian', 'RU_VKS', 0.75],
  ])('%s', (_, text, code, confidence) => {
    const found = agreement.resolveParty(text);
    expect(found?.code).toBe(code);
    expect(found?.confidence).toBeCloseTo(confidence);
  });
  it.each([['nobody knows it', 'the moon'], ['two parties share it', 'Twins'], ['it says nothing', ' - ']])('none when %s', (_, text) => {
    expect(agreement.resolveParty(text)).toBeNull();
  });
});

describe('bound by acceptance', () => {
  it.each([
    ['before its receipt', 'GROUP_A', '2016-02-26T07:09:59Z', false, /took effect only on 2016-02-26T07:10:00Z/],
    ['from its receipt on', 'GROUP_A', '2016-02-26T07:10:00Z', true, /accepted to US/],
    ['on condition of a side that never confirmed', 'WAITING', '2016-03-01T00:00:00Z', false, /on condition that TURKEY/],
    ['as a listed member of an umbrella', 'GROUP_B', '2016-02-26T09:40:00Z', true, /accepted/],
    ['as an unlisted member of an umbrella', 'GROUP_D', '2016-03-01T00:00:00Z', false, /no acceptance/],
    ['as the umbrella itself', 'HNC', '2016-03-01T00:00:00Z', null, /binds only its listed members/],
    ['late, before the other co-chair knew', 'LATE', '2016-03-01T11:59:59Z', false, /only on 2016-03-01T12:00:00Z/],
    ['late, once the other co-chair knew', 'LATE', '2016-03-01T12:00:00Z', true, /accepted/],
    ['late, the other co-chair never told', 'LATE_UNTOLD', '2016-04-01T00:00:00Z', null, /not recorded/],
    ['until it withdrew', 'GONE', '2016-04-17T23:59:59Z', true, /accepted/],
    ['after it withdrew', 'GONE', '2016-04-18T00:00:00Z', false, /withdrawn/],
    ['at a time nobody wrote down', 'UNTIMED', '2016-03-01T00:00:00Z', null, /not recorded/],
    ['never', 'GROUP_C', '2016-03-01T00:00:00Z', false, /no acceptance/],
    ['nobody knows whether', 'SILENT', '2016-03-01T00:00:00Z', null, /not known/],
    ['whoever it was', 'ANYBODY', '2016-03-01T00:00:00Z', null, /not known/],
    ['somebody else', 'NOBODY', '2016-03-01T00:00:00Z', null, /not known as a party/],
  ])('%s: %s', (_, code, instant, bound, why) => {
    const answer = agreement.isBoundAt(code, at(instant));
    expect(answer.bound).toBe(bound);
    expect(answer.why).toMatch(why);
  });
  it('names the rows it used, condition included', () => {
    expect(agreement.isBoundAt('GROUP_A', at('2016-03-01T00:00:00Z')).rows).toEqual(['acceptances/GROUP_A#id-of-GR', 'acceptances/SAF#id-of-SA']);
  });
});

describe('excluded by designation', () => {
  it.each([
    ['the day before', 'NUSRA', '2013-05-29T23:59:59Z', false, /not designated at that time/],
    ['from the day on', 'NUSRA', '2013-05-30T00:00:00Z', true, /UN Security Council/],
    ['after a renaming', 'NUSRA', '2016-08-10T00:00:00Z', true, /UN Security Council/],
    ['by one state only', 'YPG', '2016-03-01T00:00:00Z', false, /only by TURKEY, which excludes nobody/],
    ['not at all', 'GROUP_A', '2016-03-01T00:00:00Z', false, /not designated/],
  ])('%s', (_, code, instant, excluded, why) => {
    const answer = agreement.isExcludedAt(code, at(instant));
    expect(answer.excluded).toBe(excluded);
    expect(answer.why).toMatch(why);
  });
});

describe('in force', () => {
  it.each([
    ['a millisecond before', '2016-02-26T21:59:59.999Z', undefined],
    ['at the instant', '2016-02-26T22:00:00Z', 'coh'],
    ['at the last millisecond', '2016-09-19T15:59:59.999Z', 'coh'],
    ['at the lapse', '2016-09-19T16:00:00Z', undefined],
  ])('%s', (_, instant, code) => expect(agreement.regimeAt(at(instant))?.code).toBe(code));
  it('knows its territory and its deadline', () => {
    expect(agreement.regimes[0]).toMatchObject({ id: 'regime/coh#id-of-co', territory: ['SY'], acceptanceDeadline: at('2016-02-26T10:00:00Z') });
  });
});

it('maps an act to what it breaks, and a soft duty as such', () => {
  expect(agreement.obligationFor('ATTACK')).toMatchObject({ code: 'T2', hardness: 'HARD' });
  expect(agreement.obligationFor('DETENTION')).toMatchObject({ code: 'T6', hardness: 'SOFT' });
  expect(agreement.obligationFor('UNMAPPED_ALLEGATION')).toBeNull();
});

describe('co-chairs', () => {
  it.each([['ARMED_OPPOSITION', 'US'], [GOV, 'RU'], ['EXTERNAL_STATE', 'BOTH'], ['UNKNOWN', 'BOTH']] as const)('%s is taken up by %s', (side, coChair) =>
    expect(agreement.responsibleCoChair(side)).toBe(coChair));
  it.each([['RU_VKS', 'RU'], ['COALITION', 'US'], ['SAF', null]])('%s are the own forces of %s', (code, coChair) => expect(agreement.ownForcesOf(code)).toBe(coChair));
});

describe('one family', () => {
  it.each([
    ['itself', 'GROUP_A', 'GROUP_A', true],
    ['an umbrella and its member', 'HNC', 'GROUP_B', true],
    ['a member and its umbrella', 'GROUP_D', 'HNC', true],
    ['two umbrellas up', 'SUB_D', 'HNC', true],
    ['two members of one umbrella', 'GROUP_B', 'GROUP_D', false],
  ])('%s', (_, a, b, isFamily) => expect(agreement.isOneFamily(a, b)).toBe(isFamily));
});

it('is refused without a regime', () => {
  expect(() => agreementOf([], '0')).toThrow(/not loaded/);
});
