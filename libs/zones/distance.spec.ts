import { distanceMetres, distanceToRing } from './distance';

const ring = (...points: [number, number][]) => Float64Array.from(points.flat());

describe('distance between points', () => {
  it.each([
    ['a point and itself', { lat: 35, lon: 38 }, { lat: 35, lon: 38 }, 0],
    ['one degree of latitude', { lat: 34, lon: 38 }, { lat: 35, lon: 38 }, 111_195],
    ['one degree of longitude at 60 north', { lat: 60, lon: 10 }, { lat: 60, lon: 11 }, 55_597],
    ['opposite ends of the Earth', { lat: 0, lon: 0 }, { lat: 0, lon: 180 }, 20_015_115],
    ['across the date line', { lat: 0, lon: 179.9 }, { lat: 0, lon: -179.9 }, 22_239],
  ])('%s', (_, a, b, metres) => expect(Math.abs(distanceMetres(a, b) - metres)).toBeLessThan(2));
});

describe('distance to a ring', () => {
  const square = ring([38, 35], [38.1, 35], [38.1, 35.1], [38, 35.1], [38, 35]);
  it.each([
    ['from inside, to the nearest side', { lat: 35.01, lon: 38.05 }, 1_112],
    ['from outside, square to a side', { lat: 34.99, lon: 38.05 }, 1_112],
    ['from outside, to a corner', { lat: 34.99, lon: 37.99 }, 1_438],
    ['on a side', { lat: 35, lon: 38.05 }, 0],
  ])('%s', (_, point, metres) => expect(Math.abs(distanceToRing(point, square) - metres)).toBeLessThan(2));

  it('agrees with the great circle for a ring that is one point, 40 km away', () => {
    const [point, far] = [{ lat: 35, lon: 38 }, { lat: 35.2, lon: 38.37 }];
    const exact = distanceMetres(point, far);
    expect(Math.abs(distanceToRing(point, ring([far.lon, far.lat], [far.lon, far.lat])) - exact) / exact).toBeLessThan(0.002);
  });
});
