import type { IncidentItem } from '../api/shapes';
import { ages, countable, perDay } from './counts';

const incident = (change: Partial<IncidentItem>) => ({ act: 'ATTACK', weapon: 'MORTAR', from: '2016-03-01T10:00:00Z', messageStatus: 'ACTUAL', absorbedInto: null, ...change }) as IncidentItem;

describe('counts for charts', () => {
  it('have no gaps between days, and days begin at midnight of the agreement', () => {
    const { days, kinds } = perDay([incident({ from: '2016-02-29T23:30:00Z' }), incident({ from: '2016-03-03T10:00:00Z', weapon: 'ARTILLERY' })], 'Asia/Damascus');
    expect(days).toEqual(['2016-03-01', '2016-03-02', '2016-03-03']);
    expect(kinds).toEqual([{ kind: 'weapon.ARTILLERY', counts: [0, 0, 1] }, { kind: 'weapon.MORTAR', counts: [1, 0, 0] }]);
  });

  it('leave out exercises and what was merged into another', () => {
    expect(countable([incident({}), incident({ messageStatus: 'EXERCISE' }), incident({ absorbedInto: 'x' })])).toHaveLength(1);
  });

  it('put every waiting incident into one age', () => {
    const now = Date.parse('2016-03-05T00:00:00Z');
    expect(ages([{ offeredAt: '2016-03-04T23:00:00Z' }, { offeredAt: '2016-03-04T12:00:00Z' }, { offeredAt: '2016-03-01T00:00:00Z' }], now)).toEqual([1, 1, 0, 0, 1]);
  });
});
