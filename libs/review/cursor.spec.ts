import { decodeCursor, encodeCursor, SORTS, isBySeq } from './cursor';

const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

it.each(SORTS)('comes back as it went, sorted by %s', (sort) => {
  const cursor = { sort, key: isBySeq(sort) ? null : new Date('2016-02-29T09:20:00.123Z'), seq: '42' };
  expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
});

it.each([
  ['nothing', ''],
  ['noise', '%%%'],
  ['not JSON', Buffer.from('[').toString('base64url')],
  ['another shape', written({ sort: 'from' })],
  ['a column of its own choice', written(['narrative', null, '1'])],
  ['SQL', written(['-openedAt', null, '1); DROP TABLE docket'])],
  ['a number too long', written(['-openedAt', null, '9'.repeat(30)])],
  ['a key where none belongs', written(['-openedAt', '2016-02-29T09:20:00.123Z', '1'])],
  ['no key where one belongs', written(['from', null, '1'])],
  ['a day that is none', written(['from', '2016-99-29T09:20:00.123Z', '1'])],
  ['a year beyond years', written(['from', '+275760-09-13T00:00:00.001Z', '1'])],
])('refuses %s', (_, text) => expect(decodeCursor(text)).toBeNull());
