import type { Act, Weapon } from '@hotline/agreement';
import { EXAMPLE_TERMS } from './terms.fixture';
import { testWhat } from './test-what';

describe('what', () => {
  it.each<[string, Act | null, Weapon | null, string, string | null]>([
    ['an attack', 'ATTACK', 'MORTAR', 'PASS', null],
    ['aid kept out needs no weapon', 'HUMANITARIAN_OBSTRUCTION', null, 'PASS', null],
    ['a soft duty is a duty', 'DETENTION', 'NONE', 'PASS', null],
    ['an allegation outside the terms', 'UNMAPPED_ALLEGATION', null, 'FAIL', 'NO_OBLIGATION'],
    ['an act without an obligation', 'MONITOR_OBSTRUCTION', null, 'FAIL', 'NO_OBLIGATION'],
    ['a weapon without an act is an attack', null, 'AIR_STRIKE', 'PASS', null],
    ['neither act nor weapon', null, null, 'UNKNOWN', 'NO_OBLIGATION'],
    ['no weapon known', null, 'UNKNOWN', 'UNKNOWN', 'NO_OBLIGATION'],
  ])('%s', (_, act, weapon, outcome, scope) => {
    expect(testWhat(act, weapon, EXAMPLE_TERMS)).toMatchObject({ outcome, scope });
  });

  it('says that a soft duty is counted separately', () => {
    expect(testWhat('DETENTION', null, EXAMPLE_TERMS).reason).toBe('DETENTION touches T6 (a commitment to work for, counted separately)');
  });
});
