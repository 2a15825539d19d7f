import { isLocalTime, parseInstant } from './instant';

describe('an RFC 3339 instant', () => {
  it.each([
    ['2016-02-29T11:20:00+02:00', '2016-02-29T09:20:00.000Z'],
    ['2016-02-26T22:00:00Z', '2016-02-26T22:00:00.000Z'],
    ['2016-02-26T22:00:00.123456Z', '2016-02-26T22:00:00.123Z'],
    ['2016-03-01T00:30:00-05:30', '2016-03-01T06:00:00.000Z'],
  ])('reads %s', (text, instant) => expect(parseInstant(text)?.toISOString()).toBe(instant));

  it.each([
    ['2016-02-30T00:00:00Z', 'a day that does not exist'],
    ['2015-02-29T00:00:00Z', 'the 29th of February in a common year'],
    ['2016-02-29T11:20:00', 'no offset'],
    ['2016-02-29', 'a date'],
    ['2016', 'a year'],
    ['2016-W08-1T00:00:00Z', 'a week date'],
    ['2016-02-29T24:00:00Z', 'hour 24'],
    ['2016-12-31T23:59:60Z', 'a leap second'],
    ['2016-02-29 11:20:00Z', 'a space'],
    ['2016-02-29T11:20:00+2:00', 'a one-digit offset'],
    ['2016-02-29T11:20:00+15:00', 'an offset nobody uses'],
    ['٢٠١٦-02-29T11:20:00Z', 'digits of another script'],
  ])('refuses %s (%s)', (text) => expect(parseInstant(text)).toBeNull());

  it('knows a wall clock time from an instant', () => {
    expect(['2016-03-25T00:30', '2016-03-25T00:30:15'].every(isLocalTime)).toBe(true);
    expect(['2016-03-25T00:30Z', '2016-02-30T00:30', '00:30'].some(isLocalTime)).toBe(false);
  });
});
