import { isTimeZone, occurrenceOf, type StatedTime } from './occurrence';

const iso = (stated: StatedTime) => {
  const { from, to, precision, flag } = occurrenceOf(stated);
  return [from.toISOString(), to.toISOString(), precision, flag];
};

describe('the interval of a stated time', () => {
  it.each<[string, StatedTime, ReturnType<typeof iso>]>([
    ['an exact time is a moment', { from: '2016-02-27T00:00:00+02:00', precision: 'EXACT' }, ['2016-02-26T22:00:00.000Z', '2016-02-26T22:00:00.000Z', 'EXACT', null]],
    ['an hour reaches 30 minutes either way', { from: '2016-02-27T00:00:00+02:00', precision: 'HOUR' }, ['2016-02-26T21:30:00.000Z', '2016-02-26T22:30:00.000Z', 'HOUR', null]],
    ['a part of the day reaches 3 hours', { from: '2016-03-01T09:00:00+02:00', precision: 'PART_OF_DAY' }, ['2016-03-01T04:00:00.000Z', '2016-03-01T10:00:00.000Z', 'PART_OF_DAY', null]],
    ['a day is the calendar day at its offset', { from: '2016-02-27T15:00:00+02:00', precision: 'DAY' }, ['2016-02-26T22:00:00.000Z', '2016-02-27T21:59:59.999Z', 'DAY', null]],
    ['a day in a zone knows that the clocks go forward', { local: '2016-03-25T12:00', timeZone: 'Asia/Damascus', precision: 'DAY' }, ['2016-03-24T22:00:00.000Z', '2016-03-25T20:59:59.999Z', 'DAY', null]],
    ['a window is what was said', { from: '2016-03-01T00:00:00Z', to: '2016-03-03T00:00:00Z' }, ['2016-03-01T00:00:00.000Z', '2016-03-03T00:00:00.000Z', 'WINDOW', null]],
    ['a local time is read in its zone of that year', { local: '2016-02-27T00:00', timeZone: 'Asia/Damascus' }, ['2016-02-26T22:00:00.000Z', '2016-02-26T22:00:00.000Z', 'EXACT', null]],
    ['a local time that was skipped covers both readings and is flagged', { local: '2016-03-25T00:30', timeZone: 'Asia/Damascus' }, ['2016-03-24T21:30:00.000Z', '2016-03-24T22:30:00.000Z', 'EXACT', 'INVALID_LOCAL_TIME']],
    ['a local time that occurred twice covers both and is flagged', { local: '2016-10-27T23:30', timeZone: 'Asia/Damascus' }, ['2016-10-27T20:30:00.000Z', '2016-10-27T21:30:00.000Z', 'EXACT', 'AMBIGUOUS_LOCAL_TIME']],
  ])('%s', (_, stated, expected) => expect(iso(stated)).toEqual(expected));

  it('knows zones from offsets and nonsense', () => {
    expect(['Asia/Damascus', 'Europe/Moscow', 'UTC', 'America/Argentina/Buenos_Aires'].every(isTimeZone)).toBe(true);
    expect(['+03:00', 'Mars/Olympus', '', 'Asia/'].some(isTimeZone)).toBe(false);
  });
});
