import type { Act } from '@hotline/agreement';
import { EXAMPLE_TERMS } from './terms.fixture';
import type { Placement, ZoneAnswer } from './incident-place';
import { testWhy } from './test-why';

/** 'RU EXCLUDED_GROUP_AREA', with ' border' or ' nearest' when it is not inside, and ' part' when it was so for a part of the time. */
function zone(text: string): ZoneAnswer {
  const [source, type, relation = 'inside', during = 'whole'] = text.split(' ') as [string, ZoneAnswer['type'], ZoneAnswer['relation']?, 'part'?];
  return { zoneVersionId: text, code: 'Z1', type, source, level: null, pcode: null, relation, distanceM: 0, during, approximate: false };
}
const place = (...zones: string[]): Placement => ({ reportId: 'r', how: 'STATED_POINT', radiusM: 500, pcode: null, zones: zones.map(zone) });
const why = (at: Placement | null, victims: string[] = [], act: Act | null = 'ATTACK') =>
  testWhy({ act, victims }, new Date('2016-02-28T10:00:00Z'), at, EXAMPLE_TERMS);

const BOTH_MAPS = ['RU EXCLUDED_GROUP_AREA', 'US EXCLUDED_GROUP_AREA'];

describe('why: whose area was it?', () => {
  it.each<[string, string[], string, string | null]>([
    ['no map speaks', [], 'PASS', null],
    ['an administrative zone says nothing', ['OCHA ADMIN'], 'PASS', null],
    ['a protected area', ['RU PROTECTED_PARTY_AREA'], 'PASS', null],
    ['the Russian map alone says excluded', ['RU EXCLUDED_GROUP_AREA'], 'UNKNOWN', 'UNDETERMINED_PLACE'],
    ['the American map alone says excluded', ['US EXCLUDED_GROUP_AREA'], 'UNKNOWN', 'UNDETERMINED_PLACE'],
    ['one map excluded, the other mixed', ['RU EXCLUDED_GROUP_AREA', 'US MIXED'], 'UNKNOWN', 'UNDETERMINED_PLACE'],
    ['one map excluded, the other protected', ['RU EXCLUDED_GROUP_AREA', 'US PROTECTED_PARTY_AREA'], 'UNKNOWN', 'UNDETERMINED_PLACE'],
    ['both maps excluded', BOTH_MAPS, 'FAIL', 'EXCLUDED_TARGET_AREA'],
    ['the reconciled map excluded', ['RECONCILED EXCLUDED_GROUP_AREA'], 'FAIL', 'EXCLUDED_TARGET_AREA'],
    ['the reconciled map overrules both', ['RECONCILED PROTECTED_PARTY_AREA', ...BOTH_MAPS], 'PASS', null],
    ['the reconciled map mixed', ['RECONCILED MIXED', ...BOTH_MAPS], 'UNKNOWN', 'UNDETERMINED_PLACE'],
    ['the uncertainty crosses the line', ['RECONCILED EXCLUDED_GROUP_AREA border'], 'UNKNOWN', 'UNDETERMINED_PLACE'],
    ['the map changed within the time given', ['RECONCILED EXCLUDED_GROUP_AREA inside part'], 'UNKNOWN', 'UNDETERMINED_PLACE'],
    ['only near it', ['RECONCILED EXCLUDED_GROUP_AREA nearest'], 'PASS', null],
  ])('%s', (_, zones, outcome, scope) => {
    expect(why(place(...zones))).toMatchObject({ outcome, scope });
  });
});

describe('why: who was the target?', () => {
  it.each<[string, string[], string[], string, string | null]>([
    ['an excluded group in its own area', ['ISIL'], BOTH_MAPS, 'FAIL', 'EXCLUDED_TARGET_AREA'],
    ['an excluded group where no map shows it', ['ISIL'], [], 'UNKNOWN', 'UNDETERMINED_PLACE'],
    ['an excluded group in a protected area', ['ISIL'], ['RU PROTECTED_PARTY_AREA'], 'UNKNOWN', 'UNDETERMINED_PLACE'],
    ['an excluded group and a party in an excluded area', ['ISIL', 'GROUP_A'], BOTH_MAPS, 'UNKNOWN', 'UNDETERMINED_PLACE'],
    ['a party in an excluded area', ['GROUP_A'], BOTH_MAPS, 'UNKNOWN', 'UNDETERMINED_PLACE'],
    ['a party where no map speaks', ['GROUP_A'], [], 'PASS', null],
    ['civilians in an excluded area', ['families'], BOTH_MAPS, 'FAIL', 'EXCLUDED_TARGET_AREA'],
  ])('%s', (_, victims, zones, outcome, scope) => {
    expect(why(place(...zones), victims)).toMatchObject({ outcome, scope });
  });

  it.each<Act>(['HUMANITARIAN_OBSTRUCTION', 'DETENTION', 'MONITOR_OBSTRUCTION'])('%s is never excused by the area', (act) => {
    expect(why(place(...BOTH_MAPS), ['ISIL'], act).outcome).toBe('PASS');
  });

  it('an incident without a place is not excused', () => {
    expect(why(null).outcome).toBe('PASS');
  });

  it.each<Act>(['ATTACK', 'DETENTION'])('%s: of self-defence nothing is said, which somebody may claim any day after', (act) => {
    expect(why(null, [], act).reason).toBe(act === 'ATTACK' ? 'no map shows an excluded group here' : 'no exclusion covers this act');
  });

  it('shows both answers and rests on both map versions', () => {
    const found = why(place('RU EXCLUDED_GROUP_AREA', 'US MIXED'));
    expect(found.reason).toBe('whose area it was is open (RU: EXCLUDED_GROUP_AREA Z1 (inside); US: MIXED Z1 (inside))');
    expect(found.rows).toEqual(['RU EXCLUDED_GROUP_AREA', 'US MIXED']);
  });
});
