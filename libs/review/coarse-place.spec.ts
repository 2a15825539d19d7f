import * as fc from 'fast-check';
import { distanceMetres } from '@hotline/zones';
import { coarseBox, coarsened } from './coarse-place';

const GRID = 0.01;
const seen = (answer: unknown) => coarsened(answer, GRID);

describe('a place as reviewers see it', () => {
  it.each<[string, unknown, unknown]>([
    ['a point is the middle of its cell', { lat: 34.8353, lon: 36.7418, radiusM: 500 }, { lat: 34.835, lon: 36.745, radiusM: 1288 }],
    ['a point on the edge belongs to the cell north-east of it', { lat: 34.8, lon: 0.29, radiusM: 0 }, { lat: 34.805, lon: 0.295, radiusM: 788 }],
    ['south and west of the origin', { lat: -0.001, lon: -70.019 }, { lat: -0.005, lon: -70.015 }],
    ['nothing known stays nothing known', { lat: null, lon: null, radiusM: null }, { lat: null, lon: null, radiusM: null }],
    ['deep inside', { items: [{ place: { lat: 34.8353, lon: 36.7418 } }] }, { items: [{ place: { lat: 34.835, lon: 36.745 } }] }],
    ['the distance from a line', [{ distanceM: 12 }, { distanceM: 0 }, { distanceM: null }, { distanceM: 1200 }], [{ distanceM: 1113 }, { distanceM: 0 }, { distanceM: null }, { distanceM: 2226 }]],
    ['a radius that is no place of its own', { radiusM: 500 }, { radiusM: 500 }],
    ['words, numbers and codes', { why: '34.8353', pcode: 'SY0502', reportCount: 2 }, { why: '34.8353', pcode: 'SY0502', reportCount: 2 }],
  ])('%s', (_, exact, coarse) => expect(seen(exact)).toEqual(coarse));

  it('instants stay what they are', () => {
    const at = new Date();
    expect(seen({ at })).toEqual({ at });
  });

  const points = fc.record({ lat: fc.double({ min: -85, max: 85, noNaN: true }), lon: fc.double({ min: -179, max: 179, noNaN: true }), radiusM: fc.integer({ min: 0, max: 50_000 }) });

  it('the circle that is shown holds the circle that was reported', () => {
    fc.assert(fc.property(points, (point) => {
      const shown = seen(point) as typeof point;
      expect(distanceMetres(point, shown) + point.radiusM).toBeLessThanOrEqual(shown.radiusM + 1);
    }));
  });

  it('two points of one cell look alike', () => {
    fc.assert(fc.property(fc.integer({ min: -8000, max: 8000 }), fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 }), (cell, a, b) => {
      const [one, other] = [a, b].map((part) => seen({ lat: Number(((cell + part / 10_000) / 100).toFixed(7)), lon: 36.5 }));
      expect(one).toEqual(other);
    }));
  });

  it.each([
    ['a point between them', '36.741 34.835 36.742 34.8351', '36.74 34.83 36.749999999 34.839999999'],
    ['a box that is one cell', '36.74 34.8 36.75 34.81', '36.74 34.8 36.749999999 34.809999999'],
  ])('a box of a filter grows to the edges of cells: %s', (_, asked, made) => {
    const boxOf = (text: string) => Object.fromEntries(text.split(' ').map((at, index) => [['minLon', 'minLat', 'maxLon', 'maxLat'][index]!, Number(at)]));
    const box = coarseBox(boxOf(asked) as never, GRID);
    expect(Object.values(box).map((at) => Number(at.toFixed(9)))).toEqual(Object.values(boxOf(made)));
  });
});
