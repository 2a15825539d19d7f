import pointInPolygon from 'point-in-polygon-hao';
import { distanceToRing } from './distance';
import type { Ring } from './geometry';
import { indexPolygons } from './polygons-index';

const square: Ring = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]];

/** A ragged ring and a hole in it, the same every time. */
function ragged(corners: number, radius: number, seed: number): Ring {
  const ring = Array.from({ length: corners }, (_, at): [number, number] => {
    const reach = radius * (0.7 + 0.3 * Math.abs(Math.sin(seed * 12.9 + at * 78.2)));
    return [37 + reach * Math.cos((2 * Math.PI * at) / corners), 35 + reach * Math.sin((2 * Math.PI * at) / corners)];
  });
  return [...ring, ring[0]!];
}

describe.each([[4], [5], [12], [13], [100], [1_000]])('a polygon of %d corners with a hole', (corners) => {
  const rings = [ragged(corners, 1, corners), ragged(Math.max(4, corners / 4), 0.3, 3)];
  const index = indexPolygons([[square], rings]);
  const flat = rings.map((ring) => Float64Array.from(ring.flat()));
  const points = Array.from({ length: 2_000 }, (_, at): [number, number] => [35.9 + 2.2 * ((at * 0.618) % 1), 33.9 + 2.2 * ((at * 0.414 * 7) % 1)]);

  it('covers what the library covers, corners and middles of sides included', () => {
    const middles = rings.flatMap((ring) => ring.slice(1).map(([x, y], at): [number, number] => [(x + ring[at]![0]) / 2, (y + ring[at]![1]) / 2]));
    const differ = [...points, ...rings.flat(), ...middles].filter(([lon, lat]) => index.covers(1, { lon, lat }) !== (pointInPolygon([lon, lat], rings) !== false));
    expect(differ).toEqual([]);
  });

  it('is as far from a point as every side measured says', () => {
    for (const [lon, lat] of points.slice(0, 300)) {
      expect(index.edgeDistance(1, { lon, lat })).toBeCloseTo(Math.min(...flat.map((ring) => distanceToRing({ lon, lat }, ring))), 6);
    }
  });
});

it('a level side belongs to the polygon, what lies beside it does not', () => {
  const index = indexPolygons([[], [square]]);
  expect([[5, 0], [5, 10], [0, 5], [10, 10], [11, 10], [-1, 0], [5, 10.0001]].map(([lon, lat]) => index.covers(1, { lon: lon!, lat: lat! }))).toEqual([true, true, true, true, false, false, false]);
});
