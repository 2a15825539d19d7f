import { historyFor, type HistoryFact } from './history';
import type { Viewer } from './reveal';

const at = new Date('2016-03-01T08:00:00Z');
const fact = (type: string, content: Record<string, unknown> = {}): HistoryFact => ({ id: type, type, reportId: null, recordedAt: at, content });
const US_FILED = fact('opinion.committed', { coChair: 'US', commitment: 'ab' });
const US_OPENED = fact('opinion.revealed', { coChair: 'US', commitment: 'ab', nonce: '00', content: { reasons: 'words' } });

describe('when an opinion was filed', () => {
  it.each<[Viewer, HistoryFact[], boolean]>([
    ['US', [US_FILED], true],
    ['RU', [US_FILED], false],
    ['AUDITOR', [US_FILED], false],
    ['OSE', [US_FILED], true],
    ['RU', [US_FILED, US_OPENED], true],
    ['AUDITOR', [US_FILED, US_OPENED], true],
  ])('%s: told %#', (viewer, facts, told) => {
    expect(historyFor([fact('incident.opened'), ...facts], viewer).some(({ type }) => type === 'opinion.committed')).toBe(told);
  });
});

it('tells of a fact only what is listed for its kind', () => {
  const [linked, odd] = historyFor(
    [fact('report.linked', { why: 'same hour', bits: 9, evidence: [{ compared: 'words of a reporter' }] }), fact('something.new', { secret: 1 })],
    'US',
  );
  expect(linked!.details).toEqual({ why: 'same hour', bits: 9 });
  expect(odd!.details).toEqual({});
});
