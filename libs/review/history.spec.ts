import { historyFor, type HistoryFact } from './history';
import type { Viewer } from './reveal';

const at = new Date('2016-03-01T08:00:00Z');
const fact = (type: string, content: Record<string, unknown> = {}): HistoryFact => ({ id: type, type, reportId: null, recordedAt: at, content });
const US_FILED = fact('opinion.filed', { coChair: 'US', commitment: 'ab', opinionId: 'o1' });
const typesFor = (viewer: Viewer, filed: ('US' | 'RU')[]) =>
  historyFor([fact('incident.opened'), US_FILED], filed.map((coChair) => ({ coChair })), viewer).map(({ type }) => type);

describe('when an opinion was filed', () => {
  it.each<[Viewer, ('US' | 'RU')[], boolean]>([
    ['US', ['US'], true],
    ['RU', ['US'], false],
    ['AUDITOR', ['US'], false],
    ['OSE', ['US'], true],
    ['RU', ['US', 'RU'], true],
    ['AUDITOR', ['US', 'RU'], true],
  ])('%s, filed by %s: told %s', (viewer, filed, told) => {
    expect(typesFor(viewer, filed).includes('opinion.filed')).toBe(told);
  });
});

it('tells of a fact only what is listed for its kind', () => {
  const [linked, odd] = historyFor(
    [fact('report.linked', { why: 'same hour', bits: 9, evidence: [{ compared: 'words of a reporter' }] }), fact('something.new', { secret: 1 })],
    [], 'US',
  );
  expect(linked!.details).toEqual({ why: 'same hour', bits: 9 });
  expect(odd!.details).toEqual({});
});
