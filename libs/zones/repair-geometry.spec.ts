import type { Ring } from './geometry';
import { repairPolygons } from './repair-geometry';

const square: Ring = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]];
const mend = (ring: Ring) => repairPolygons([[ring]]);

it.each<[string, Ring, { ring: number; point: number; rule: string }[]]>([
  ['a sound ring is left alone', square, []],
  ['a ring that is not closed', square.slice(0, 4), [{ ring: 0, point: 4, rule: 'closed' }]],
  ['a point said twice', [[0, 0], [10, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [{ ring: 0, point: 2, rule: 'repeated point removed' }]],
  ['a side that goes out and comes back', [[0, 0], [10, 0], [20, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [{ ring: 0, point: 2, rule: 'spike removed' }]],
  ['all three at once', [[0, 0], [10, 0], [10, 0], [10, 10], [10, 20], [10, 10], [0, 10]], [
    { ring: 0, point: 7, rule: 'closed' }, { ring: 0, point: 2, rule: 'repeated point removed' }, { ring: 0, point: 3, rule: 'spike removed' },
  ]],
])('%s', (_, ring, repairs) => expect(mend(ring)).toEqual({ polygons: [[square]], repairs }));

it('a small loop in the line is untangled without changing the area', () => {
  const looped: Ring = [[0, 0], [5, 0], [5.01, 0.01], [5.01, -0.01], [5, 0.005], [10, 0], [10, 10], [0, 10], [0, 0]];
  expect(mend(looped)).toMatchObject({ repairs: [{ ring: 0, rule: 'crossing rebuilt' }] });
});

it.each<[string, Ring[], object]>([
  ['a bow tie, whose area nobody can tell', [[[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]]], { ring: 0, point: 0, fault: expect.stringContaining('crosses') }],
  ['a line', [square, [[1, 1], [2, 2], [1, 1]]], { ring: 1, fault: expect.stringContaining('at least 4') }],
  ['something that is no number', [[[0, 0], [Number.NaN, 0], [10, 10], [0, 0]]], { ring: 0, point: 1, fault: expect.stringContaining('not a number') }],
])('%s is refused, naming ring and point', (_, rings, fault) => expect(repairPolygons([rings])).toMatchObject(fault));
