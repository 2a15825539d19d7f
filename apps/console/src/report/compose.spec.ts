import { composed, isEnough, NOTHING, withOffset } from './compose';

const about = { clientReportId: 'one', timeZone: 'Asia/Damascus', evidence: [] };

describe('a report from what was typed', () => {
  it('keeps the time as the clock showed it, and leaves out what was left out', () => {
    expect(composed({ ...NOTHING, narrative: ' قصف ', from: '2016-03-25T00:30', place: 'تلبيسة', killed: '2' }, about)).toEqual({
      clientReportId: 'one', kind: 'VIOLATION', narrative: 'قصف', occurred: { local: '2016-03-25T00:30', timeZone: 'Asia/Damascus', precision: 'HOUR' }, place: { name: 'تلبيسة' }, casualties: { killed: 2 },
    });
  });

  it('says a window with offsets', () => {
    expect(composed({ ...NOTHING, act: 'ATTACK', from: '2016-03-02T10:00', to: '2016-03-02T10:30', pcode: 'SY04' }, about).occurred).toEqual({ from: '2016-03-02T10:00:00+02:00', to: '2016-03-02T10:30:00+02:00', precision: 'WINDOW' });
  });

  it.each([
    ['2016-03-02T10:00', '+02:00'],
    ['2016-07-02T10:00', '+03:00'],
  ])('knows the offset of Damascus at %s', (local, offset) => expect(withOffset(local, 'Asia/Damascus')).toBe(`${local}:00${offset}`));

  it.each([
    ['words, a time and a place', { narrative: 'x', from: '2016-03-02T10:00', place: 'y' }, true],
    ['no place', { narrative: 'x', from: '2016-03-02T10:00' }, false],
    ['half a point', { narrative: 'x', from: '2016-03-02T10:00', lat: '34' }, false],
    ['no words and no act', { from: '2016-03-02T10:00', place: 'y' }, false],
  ])('%s', (_, typed, isIt) => expect(isEnough({ ...NOTHING, ...typed })).toBe(isIt));
});
