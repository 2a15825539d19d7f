import { visibleOpinions, type Viewer } from './reveal';

const US = { coChair: 'US' as const, verdict: 'VIOLATION', filedAt: 'monday' };
const RU = { coChair: 'RU' as const, verdict: 'UNABLE_TO_RULE', filedAt: 'tuesday' };
const VIEWERS: Viewer[] = ['US', 'RU', 'OSE', 'AUDITOR'];

describe('before both have filed', () => {
  it.each<[Viewer, object[]]>([
    ['US', [{ ...US, status: 'SEALED' }]],
    ['RU', [{ coChair: 'US', status: 'FILED' }]],
    ['OSE', [{ ...US, status: 'SEALED' }]],
    ['AUDITOR', [{ coChair: 'US', status: 'FILED' }]],
  ])('%s sees of the American opinion', (viewer, seen) => {
    expect(visibleOpinions([US], viewer)).toEqual(seen);
  });

  it('the other side sees nothing but that it is filed', () => {
    expect(JSON.stringify(visibleOpinions([US], 'RU'))).not.toMatch(/VIOLATION|monday/);
  });
});

it.each(VIEWERS)('%s sees both once both have filed', (viewer) => {
  expect(visibleOpinions([US, RU], viewer)).toEqual([{ ...RU, status: 'REVEALED' }, { ...US, status: 'REVEALED' }]);
});

it.each(VIEWERS)('%s sees nothing where nothing is filed', (viewer) => {
  expect(visibleOpinions([], viewer)).toEqual([]);
});
