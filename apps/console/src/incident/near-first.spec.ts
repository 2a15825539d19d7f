import { nearFirst } from './near-first';

const at = (id: string, hour: number, lat: number | null, absorbedInto: string | null = null) => ({ id, from: `2016-03-05T${String(hour).padStart(2, '0')}:00:00Z`, lat, lon: lat === null ? null : 36, absorbedInto });

it('what is near in space and time comes first, what was merged away and the incident itself not at all', () => {
  const own = at('own', 10, 34.8);
  const others = [at('two degrees off', 10, 36.8), at('nine hours later', 19, 34.8), at('placeless', 10, null), at('beside', 11, 34.81), at('merged', 10, 34.8, 'beside'), own];
  expect(nearFirst(own, others).map(({ id }) => id)).toEqual(['beside', 'nine hours later', 'placeless', 'two degrees off']);
});
