import { testWhen } from './test-when';

const REGIMES = [
  { id: 'coh', inForceFrom: new Date('2016-02-26T22:00:00Z'), inForceTo: new Date('2016-07-01T00:00:00Z') },
  { id: 'renewal', inForceFrom: new Date('2016-09-12T16:00:00Z'), inForceTo: null },
];
const during = (from: string, to = from) => testWhen({ from: new Date(from), to: new Date(to) }, REGIMES);

describe('when', () => {
  it.each([
    ['half an hour before effect', '2016-02-26T21:30:00Z', undefined, 'FAIL', 'BEFORE_EFFECTIVE'],
    ['a millisecond before effect', '2016-02-26T21:59:59.999Z', undefined, 'FAIL', 'BEFORE_EFFECTIVE'],
    ['at the instant of effect', '2016-02-26T22:00:00Z', undefined, 'PASS', null],
    ['midnight in Damascus, said with its offset of that day', '2016-02-27T00:00:00+02:00', undefined, 'PASS', null],
    ['the same wall time with the offset of a later law', '2016-02-27T00:00:00+03:00', undefined, 'FAIL', 'BEFORE_EFFECTIVE'],
    ['around midnight', '2016-02-26T21:30:00Z', '2016-02-26T22:30:00Z', 'UNKNOWN', 'UNDETERMINED_TIME'],
    ['up to the very instant', '2016-02-26T21:30:00Z', '2016-02-26T22:00:00Z', 'UNKNOWN', 'UNDETERMINED_TIME'],
    ['that whole first day', '2016-02-26T22:00:00Z', '2016-02-27T21:59:59.999Z', 'PASS', null],
    ['until the last millisecond', '2016-06-30T10:00:00Z', '2016-06-30T23:59:59.999Z', 'PASS', null],
    ['the instant of lapse is outside', '2016-07-01T00:00:00Z', undefined, 'FAIL', 'AFTER_LAPSE'],
    ['across the lapse', '2016-06-30T23:00:00Z', '2016-07-01T01:00:00Z', 'UNKNOWN', 'UNDETERMINED_TIME'],
    ['between two regimes', '2016-08-01T00:00:00Z', undefined, 'FAIL', 'AFTER_LAPSE'],
    ['across both', '2016-06-30T00:00:00Z', '2016-09-13T00:00:00Z', 'UNKNOWN', 'UNDETERMINED_TIME'],
    ['in the renewal', '2016-09-12T16:00:00Z', '2020-01-01T00:00:00Z', 'PASS', null],
  ])('%s', (_, from, to, outcome, scope) => {
    expect(during(from, to)).toMatchObject({ outcome, scope });
  });

  it('says which regime it rests on', () => {
    expect(during('2016-09-20T00:00:00Z').rows).toEqual(['renewal']);
  });

  it('cannot tell when no regime is known', () => {
    expect(testWhen({ from: new Date(0), to: new Date(0) }, []).outcome).toBe('UNKNOWN');
  });
});
