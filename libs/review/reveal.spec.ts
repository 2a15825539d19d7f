import { visibleOpinions, type Viewer } from './reveal';

const sealed = { round: 1, isRevealed: false, isStale: false };
const US = { ...sealed, coChair: 'US' as const, verdict: 'VIOLATION', filedAt: 'monday' };
const RU = { ...sealed, coChair: 'RU' as const, verdict: 'UNABLE_TO_RULE', filedAt: 'tuesday' };
const VIEWERS: Viewer[] = ['US', 'RU', 'OSE', 'AUDITOR'];

describe('before the round is opened', () => {
  it.each<[Viewer, object]>([
    ['US', { verdict: 'VIOLATION', status: 'SEALED' }],
    ['RU', { coChair: 'US', status: 'FILED' }],
    ['OSE', { verdict: 'VIOLATION', status: 'SEALED' }],
    ['AUDITOR', { coChair: 'US', status: 'FILED' }],
  ])('%s sees of the American opinion', (viewer, seen) => {
    expect(visibleOpinions([US], viewer)).toMatchObject([seen]);
  });

  it('the other side sees nothing but that it is filed', () => {
    expect(visibleOpinions([US], 'RU')).toEqual([{ coChair: 'US', round: 1, isStale: false, status: 'FILED' }]);
  });

  it('a stale opinion that was never opened stays shut', () => {
    expect(visibleOpinions([{ ...US, isStale: true }, { ...RU, round: 2 }], 'RU')).toEqual([
      { coChair: 'US', round: 1, isStale: true, status: 'FILED' },
      expect.objectContaining({ coChair: 'RU', round: 2, verdict: 'UNABLE_TO_RULE', status: 'SEALED' }),
    ]);
  });
});

it.each(VIEWERS)('%s sees both once the round is open', (viewer) => {
  const open = [US, RU].map((opinion) => ({ ...opinion, isRevealed: true }));
  expect(visibleOpinions(open, viewer)).toMatchObject([{ ...RU, isRevealed: undefined, status: 'REVEALED' }, { ...US, isRevealed: undefined, status: 'REVEALED' }].map(({ isRevealed: _, ...seen }) => seen));
});

it.each(VIEWERS)('%s sees nothing where nothing is filed', (viewer) => {
  expect(visibleOpinions([], viewer)).toEqual([]);
});
