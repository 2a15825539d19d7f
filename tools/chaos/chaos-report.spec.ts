import { isGood, reportLines, type Shown } from './chaos-report';

const shown: Shown = {
  seed: 7, isControl: false, missed: 0, acked: 900, lost: 0, filed: 903, odd: 0, unexpected: new Map(), unexplained: [],
  latencies: Array.from({ length: 100 }, (_, index) => index),
  resumed: [{ target: 'worker', acceptS: 0.1, workS: 3.2 }, { target: 'worker', acceptS: 0.3, workS: 1.1 }, { target: 'redis', acceptS: 0.1, workS: 6 }],
};

describe('what a chaos run has shown', () => {
  it('is a line for each kind that was struck, and the sum', () => {
    expect(reportLines(shown)).toEqual([
      'worker     2 x: accepts again p50 0.3 s, max 0.3 s; old work done p50 3.2 s, max 3.2 s; goal 15 s',
      'redis      1 x: accepts again p50 0.1 s, max 0.1 s; old work done p50 6.0 s, max 6.0 s; goal 5 s',
      'accept p99 99 ms (goal 250 ms); answers other than 2xx and 503: none',
      'ends that this run did not cause: none',
      '3 kills (seed 7): acked 900, lost 0; filed 903, each with one fact and one incident: yes; goals of recovery: missed for redis',
      'Nothing that was acknowledged was lost.',
    ]);
  });

  it('names what it did not cause, and what did not hit', () => {
    expect(reportLines({ ...shown, unexplained: ['launcher killed by SIGTERM'], missed: 2 })).toContain('ends that this run did not cause: launcher killed by SIGTERM; strikes that found nothing to hit: 2');
  });

  it.each([
    ['nothing lost', {}, true],
    ['one lost', { lost: 1 }, false],
    ['one without an incident', { odd: 1 }, false],
    ['a control that lost', { isControl: true, lost: 5 }, true],
    ['a control that lost nothing', { isControl: true }, false],
  ])('%s', (_, change, good) => expect(isGood({ ...shown, ...change })).toBe(good));
});
