import { decodeTriageCursor, encodeTriageCursor } from './triage-cursor';

it('comes back as it went out', () => {
  const cursor = { urgency: 3, waitingSince: new Date('2016-03-01T10:00:00.123Z'), seq: '42' };
  expect(decodeTriageCursor(encodeTriageCursor(cursor))).toEqual(cursor);
});

it.each(['', 'abc', Buffer.from('[1,"yesterday","2"]').toString('base64url'), Buffer.from('[1,"2016-03-01T10:00:00.123Z","0"]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
  'refuses %j',
  (text) => expect(decodeTriageCursor(text)).toBeNull(),
);
