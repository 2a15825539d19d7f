import { OnTheWay } from './on-the-way';

describe('what is on the way', () => {
  it('grows with what was sent and shrinks with what ended, never below nothing', () => {
    const way = new OnTheWay(() => 0);
    way.sent('report.received', 3);
    way.began();
    expect([way.of('report.received'), way.of('report.placed'), way.atWork]).toEqual([3, 0, true]);
    way.ended('report.received');
    way.began();
    way.ended('report.placed'); // of another relay
    expect([way.of('report.received'), way.of('report.placed'), way.atWork]).toEqual([2, 0, false]);
  });

  it('believes Redis when it holds less, and knows how long it has heard nothing', () => {
    let now = 0;
    const way = new OnTheWay(() => now);
    way.sent('report.received', 4);
    now = 150;
    expect(way.quietFor('report.received')).toBe(150);
    way.correct('report.received', 1);
    expect([way.of('report.received'), way.quietFor('report.received')]).toEqual([1, 0]);
    way.correct('report.received', 9);
    expect(way.of('report.received')).toBe(1);
  });
});
