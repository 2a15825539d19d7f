import { conditionOf, parseBbox, type IncidentFilter } from './incident-filter';

describe('a filter as a condition', () => {
  it.each<[string, IncidentFilter, string, unknown[]]>([
    ['the verified queue is one indexed column', { queue: 'verified' }, 'is_queued', []],
    ['everything that stands for itself', { queue: 'all' }, 'absorbed_into IS NULL', []],
    ['a zone and a party', { queue: 'all', zone: 'SY05', party: 'SAF' }, 'absorbed_into IS NULL AND zones @> ARRAY[$1] AND parties @> ARRAY[$2]', ['SY05', 'SAF']],
    ['words', { queue: 'verified', scope: 'IN_SCOPE', factStatus: 'VERIFIED', state: 'DETERMINED' },
      'is_queued AND scope = $1 AND fact_status = $2 AND state = $3', ['IN_SCOPE', 'VERIFIED', 'DETERMINED']],
    ['a time overlaps the uncertain interval', { queue: 'verified', from: new Date(1), to: new Date(2) },
      'is_queued AND occurred_to >= $1 AND occurred_from <= $2', [new Date(1), new Date(2)]],
    ['a box', { queue: 'verified', bbox: { minLon: 1, minLat: 2, maxLon: 3, maxLat: 4 } },
      'is_queued AND lon BETWEEN $1 AND $2 AND lat BETWEEN $3 AND $4', [1, 3, 2, 4]],
  ])('%s', (_, filter, sql, parameters) => {
    expect(conditionOf(filter)).toEqual({ sql, parameters });
  });

  it('never lets a value become SQL', () => {
    const { sql } = conditionOf({ queue: 'all', zone: `'; DROP TABLE docket; --`, party: '$1' });
    expect(sql).toBe('absorbed_into IS NULL AND zones @> ARRAY[$1] AND parties @> ARRAY[$2]');
  });
});

describe('a box', () => {
  it.each([
    ['36,34,37.5,36.25', { minLon: 36, minLat: 34, maxLon: 37.5, maxLat: 36.25 }],
    ['-180,-90,180,90', { minLon: -180, minLat: -90, maxLon: 180, maxLat: 90 }],
    ['37,34,36,36', null],
    ['36,36,37,34', null],
    ['36,34,37', null],
    ['36,34,37,36,38', null],
    ['36,34,181,36', null],
    ['36,-91,37,36', null],
    ['36, 34,37,36', null],
    ['1e1,2,30,40', null],
    ['NaN,2,30,40', null],
    ['', null],
  ])('%s', (text, box) => expect(parseBbox(text)).toEqual(box));
});
