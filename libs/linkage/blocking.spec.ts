import fc from 'fast-check';
import { blockKeys, lockSlots, pastKeys } from './blocking';
import { SERVICE_MODEL } from './model';
import { at, day, north, sighting } from './sighting.fixture';
import type { Sighting } from './sighting';
import { separation } from './space';

const keysOf = (report: Sighting) => {
  const { near, special } = blockKeys(report, SERVICE_MODEL);
  return [...near, ...special];
};
const shared = (a: Sighting, b: Sighting) => keysOf(a).filter((key) => keysOf(b).includes(key)).length;

it('whatever is within reach in space and time shares a key', () => {
  const { reach } = SERVICE_MODEL;
  const spot = fc.record({ lat: fc.double({ min: -89, max: 89, noNaN: true }), lon: fc.double({ min: -180, max: 180, noNaN: true }) });
  const radius = fc.integer({ min: 0, max: reach.coarseMetres });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      spot,
      radius,
      radius,
      share,
      fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
      share,
      (centre, ra, rb, far, bearing, late) => {
        const metres = 0.99 * far * (ra + rb + reach.metres);
        const lat = centre.lat + (Math.cos(bearing) * metres) / 111_195;
        const lon = centre.lon + (Math.sin(bearing) * metres) / 111_195 / Math.cos((centre.lat * Math.PI) / 180);
        const a = sighting({ point: { ...centre, radiusM: ra } });
        const minutes = 0.99 * late * reach.minutes;
        const b = sighting({
          point: { lat, lon: lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon, radiusM: rb },
          ...at(new Date(a.to + minutes * 60_000).toISOString()),
        });
        fc.pre(Math.abs(lat) < 89 && separation(a.point!, b.point!).metres <= ra + rb + reach.metres);
        expect(shared(a, b)).toBeGreaterThan(0);
      },
    ),
    { numRuns: 500 },
  );
});

it.each([
  ['another week', sighting(at('2016-03-01T08:00:00Z')), sighting(at('2016-03-08T08:00:00Z'))],
  ['another governorate', sighting(), sighting({ point: north(100) })],
  ['an exercise', sighting(), sighting({ messageStatus: 'EXERCISE' })],
  ['a governorate and a village in it', sighting({ point: north(0, 60_000), pcode: 'SY04' }), sighting()],
])('%s shares none', (_, a, b) => expect(shared(a, b)).toBe(0));

it.each([
  [
    'a file, at any time and place',
    sighting({ media: ['f'] }),
    sighting({ media: ['f'], point: north(300), ...at('2016-04-01T00:00:00Z') }),
  ],
  ['a convoy on its way', sighting({ convoy: 'UN 7' }), sighting({ convoy: 'un-7', point: north(300) })],
  [
    'a name from two scripts, when the map does not know it',
    sighting({ point: null, placeName: 'حربنفسه' }),
    sighting({ point: null, placeName: 'Харбнафса' }),
  ],
  [
    'one governorate on one day',
    sighting({ point: north(0, 60_000), pcode: 'SY04' }),
    sighting({ point: north(0, 60_000), pcode: 'SY04' }),
  ],
])('%s shares one', (_, a, b) => expect(shared(a, b)).toBeGreaterThan(0));

it('a report has few keys, however vague', () => {
  expect(keysOf(sighting()).length).toBeLessThanOrEqual(4);
  expect(keysOf(sighting(day('2016-03-05'))).length).toBeLessThanOrEqual(12);
  expect(keysOf(sighting({ ...day('2016-01-01'), to: day('2016-12-31').to, point: north(0, 5000) })).length).toBeLessThanOrEqual(24);
});

it('what was filed in the fortnight before is found under the past keys, what is filed on the day is not', () => {
  const past = new Set(pastKeys(sighting(), SERVICE_MODEL));
  const isPast = (date: string) => blockKeys(sighting(at(`${date}T10:00:00Z`)), SERVICE_MODEL).near.some((key) => past.has(key));
  expect(['2016-03-04', '2016-02-20', '2016-03-05', '2016-02-19'].map(isPast)).toEqual([true, true, false, false]);
  expect(pastKeys(sighting({ point: north(0, 60_000) }), SERVICE_MODEL)).toEqual([]);
});

it('locks are sorted, distinct and bounded', () => {
  const slots = lockSlots(Array.from({ length: 5000 }, (_, number) => `key ${number}`));
  expect(slots).toEqual([...new Set(slots)].sort((a, b) => a - b));
  expect(slots.length).toBeLessThanOrEqual(2048);
});
