import type { Act } from '@hotline/agreement';
import { EXAMPLE_TERMS } from './terms.fixture';
import { testWho, type Origin } from './test-who';

const MARCH_3 = new Date('2016-03-03T12:00:00Z');
const who = (perpetrators: string[], victims: string[] = [], act: Act = 'ATTACK', from = MARCH_3, to = from) =>
  testWho({ perpetrators, victims, act, origin: 'unsaid' }, { from, to }, EXAMPLE_TERMS);

describe('who did it', () => {
  it.each<[string, string[], string, string | null]>([
    ['nobody is named', [], 'UNKNOWN', 'UNDETERMINED_PARTY'],
    ['"unidentified armed formations"', ['UNIDENTIFIED'], 'UNKNOWN', 'UNDETERMINED_PARTY'],
    ['a name nobody knows', ['the men from the hill'], 'UNKNOWN', 'UNDETERMINED_PARTY'],
    ['a bound government force', ['SAF'], 'PASS', null],
    ['a bound force by one of its names', ['Russian aviation'], 'PASS', null],
    ['a bound group', ['GROUP_A'], 'PASS', null],
    ['a group without acceptance', ['GROUP_C'], 'FAIL', 'NON_PARTY_PERPETRATOR'],
    ['a group that accepts five days later', ['GROUP_LATE'], 'FAIL', 'NON_PARTY_PERPETRATOR'],
    ['a group whose acceptance is contested', ['GROUP_OPEN'], 'UNKNOWN', 'UNDETERMINED_PARTY'],
    ['an excluded group', ['NUSRA'], 'FAIL', 'EXCLUDED_PERPETRATOR'],
    ['a foreign state', ['NEIGHBOUR'], 'FAIL', 'EXTERNAL_ACTOR'],
    ['two bound candidates', ['SAF', 'RU_VKS'], 'PASS', null],
    ['a bound and an excluded candidate', ['GROUP_A', 'NUSRA'], 'UNKNOWN', 'UNDETERMINED_PARTY'],
    ['a bound candidate and a name nobody knows', ['SAF', 'militia'], 'UNKNOWN', 'UNDETERMINED_PARTY'],
    ['a bound candidate beside "unidentified"', ['SAF', 'UNIDENTIFIED'], 'PASS', null],
    ['"the opposition" alone', ['OPPOSITION'], 'UNKNOWN', 'UNDETERMINED_PARTY'],
    ['"the opposition" beside one of its groups', ['GROUP_A', 'OPPOSITION'], 'PASS', null],
    ['"the opposition" beside the government', ['SAF', 'OPPOSITION'], 'UNKNOWN', 'UNDETERMINED_PARTY'],
    ['a known group of no side', ['FAR_GROUP'], 'FAIL', 'NON_PARTY_PERPETRATOR'],
    ['two excluded candidates', ['NUSRA', 'ISIL'], 'FAIL', 'EXCLUDED_PERPETRATOR'],
    ['an excluded and an unbound candidate', ['GROUP_C', 'ISIL'], 'FAIL', 'EXCLUDED_PERPETRATOR'],
  ])('%s', (_, perpetrators, outcome, scope) => {
    expect(who(perpetrators)).toMatchObject({ outcome, scope });
  });

  it.each([
    ['before its acceptance', '2016-03-08T11:59:59Z', undefined, 'FAIL'],
    ['from the instant of its acceptance', '2016-03-08T12:00:00Z', undefined, 'PASS'],
    ['across its acceptance', '2016-03-08T11:00:00Z', '2016-03-08T13:00:00Z', 'UNKNOWN'],
  ])('a late group %s', (_, from, to, outcome) => {
    expect(who(['GROUP_LATE'], [], 'ATTACK', new Date(from), new Date(to ?? from)).outcome).toBe(outcome);
  });

  it.each([
    ['before its designation', '2016-03-04T00:00:00Z', undefined, 'FAIL', 'NON_PARTY_PERPETRATOR'],
    ['after its designation', '2016-03-06T00:00:00Z', undefined, 'FAIL', 'EXCLUDED_PERPETRATOR'],
    ['across its designation', '2016-03-04T00:00:00Z', '2016-03-06T00:00:00Z', 'UNKNOWN', 'UNDETERMINED_PARTY'],
  ])('a designated group %s', (_, from, to, outcome, scope) => {
    expect(who(['SPLINTER'], [], 'ATTACK', new Date(from), new Date(to ?? from))).toMatchObject({ outcome, scope });
  });

  it.each<[string, string[], string, string | null]>([
    ['by nobody named', [], 'FAIL', 'EXTERNAL_ACTOR'],
    ['by a foreign state', ['NEIGHBOUR'], 'FAIL', 'EXTERNAL_ACTOR'],
    ['by a name nobody knows', ['guns behind the border'], 'FAIL', 'EXTERNAL_ACTOR'],
    ['by a bound party', ['SAF'], 'PASS', null],
    ['by an excluded group', ['ISIL'], 'FAIL', 'EXCLUDED_PERPETRATOR'],
  ])('cross-border fire %s', (_, perpetrators, outcome, scope) => {
    expect(who(perpetrators, [], 'CROSS_BORDER_FIRE')).toMatchObject({ outcome, scope });
  });

  it.each<[string, Act, Origin, string[], string, string | null]>([
    ['an attack from outside, by nobody named', 'ATTACK', 'outside', [], 'FAIL', 'EXTERNAL_ACTOR'],
    ['an attack from outside, by a bound party', 'ATTACK', 'outside', ['SAF'], 'PASS', null],
    ['an attack from outside, by an excluded group', 'ATTACK', 'outside', ['ISIL'], 'FAIL', 'EXCLUDED_PERPETRATOR'],
    ['an attack from inside, by nobody named', 'ATTACK', 'inside', [], 'UNKNOWN', 'UNDETERMINED_PARTY'],
    ['an attack from a place that may lie on either side', 'ATTACK', 'open', [], 'UNKNOWN', 'UNDETERMINED_PARTY'],
    ['what is called cross-border fire but came from inside', 'CROSS_BORDER_FIRE', 'inside', [], 'UNKNOWN', 'UNDETERMINED_PARTY'],
    ['cross-border fire from a place that may lie on either side', 'CROSS_BORDER_FIRE', 'open', [], 'FAIL', 'EXTERNAL_ACTOR'],
  ])('%s', (_, act, origin, perpetrators, outcome, scope) => {
    expect(testWho({ perpetrators, victims: [], act, origin }, { from: MARCH_3, to: MARCH_3 }, EXAMPLE_TERMS)).toMatchObject({ outcome, scope });
  });
});

describe('to whom it was done', () => {
  it.each<[string, string[], string, string | null]>([
    ['nobody named', [], 'PASS', null],
    ['civilians', ['families in the market'], 'PASS', null],
    ['a bound group', ['GROUP_B'], 'PASS', null],
    ['a group without acceptance', ['GROUP_C'], 'FAIL', 'NON_PARTY_TARGET'],
    ['an excluded group is left to the test why', ['ISIL'], 'PASS', null],
    ['a bound and an unbound group', ['GROUP_B', 'GROUP_C'], 'UNKNOWN', 'UNDETERMINED_PARTY'],
    ['a group whose acceptance is contested', ['GROUP_OPEN'], 'UNKNOWN', 'UNDETERMINED_PARTY'],
  ])('%s', (_, victims, outcome, scope) => {
    expect(who(['SAF'], victims)).toMatchObject({ outcome, scope });
  });

  it('does not matter when the perpetrator is out of the agreement', () => {
    expect(who(['ISIL'], ['GROUP_C']).scope).toBe('EXCLUDED_PERPETRATOR');
  });
});

describe('a clash, which does not say who began', () => {
  it.each<[string, string, string, string | null]>([
    ['of the government and an excluded group', 'SAF / ISIL', 'FAIL', 'EXCLUDED_PERPETRATOR'],
    ['of two excluded groups', 'NUSRA / ISIL', 'FAIL', 'EXCLUDED_PERPETRATOR'],
    ['of a group whose acceptance is contested and an excluded one', 'GROUP_OPEN / ISIL', 'FAIL', 'EXCLUDED_PERPETRATOR'],
    ['of a name nobody knows and an excluded group', 'men of the hill / ISIL', 'FAIL', 'EXCLUDED_PERPETRATOR'],
    ['of the government and a group without acceptance', 'SAF / GROUP_C', 'FAIL', 'NON_PARTY_PERPETRATOR'],
    ['of two bound parties', 'SAF / GROUP_A', 'PASS', null],
    ['of the government and a group whose acceptance is contested', 'SAF / GROUP_OPEN', 'UNKNOWN', 'UNDETERMINED_PARTY'],
    ['of the government, its ally and an excluded group', 'SAF / RU_VKS / ISIL', 'FAIL', 'EXCLUDED_PERPETRATOR'],
  ])('%s', (_, both, outcome, scope) => {
    expect(who([both], [both.split(' / ').reverse().join(' / ')])).toMatchObject({ outcome, scope });
  });

  it.each(['disputed', 'not excluded'] as const)('with an excluded group on ground that is %s stays open', (ground) => {
    const cast = { perpetrators: ['SAF / ISIL'], victims: ['ISIL / SAF'], act: 'ATTACK' as const, origin: 'unsaid' as const };
    expect(testWho(cast, { from: MARCH_3, to: MARCH_3 }, EXAMPLE_TERMS, ground).outcome).toBe('UNKNOWN');
  });

  it('says that every reading was looked at', () => expect(who(['SAF / ISIL'], ['ISIL / SAF']).reason).toMatch(/every reading of it is outside.*whoever attacked ISIL/));
});

it('names the rows the answer rests on', () => {
  expect(who(['SAF'], ['GROUP_A']).rows).toEqual(['acceptance:GROUP_A', 'acceptance:SAF', 'party:GROUP_A', 'party:SAF']);
  expect(who(['NUSRA']).rows).toEqual(['designation:NUSRA', 'party:NUSRA']);
});
