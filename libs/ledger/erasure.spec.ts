import { mayErase } from './erasure';

it.each([
  ['report.received', 'contentSha256', 'a receipt is proven with it'],
  ['report.received', 'kind', null],
  ['incident.listed', 'lat', null],
  ['incident.listed', 'id', 'an incident is told from others by it'],
  ['incident.listed', 'where', 'there is no such field'],
  ['report.placed', '@actor', 'there is no such field'],
])('of %s the field %s: %s', (type, field, why) => {
  expect(mayErase(type, { id: 'i', lat: 34.9, kind: 'VIOLATION', contentSha256: 'ab' }, field)).toEqual(why === null ? { ok: true } : { ok: false, why });
});
