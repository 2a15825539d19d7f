import { planImport, type CurrentZone } from './plan-import';
import type { Zone } from './zone';
import { box, zone } from './zones.fixture';

const day = (date: string) => new Date(`${date}T00:00:00Z`);
const sha = ({ code, source, validFrom, validTo, details }: Zone) => JSON.stringify([code, source, validFrom, validTo, details.line]);
const version = (id: string, change: Partial<Zone>): CurrentZone => {
  const made = { ...zone('XX01', box(0, 0, 1, 1), { details: { line: 'old' }, ...change }), id };
  return { ...made, sha256: sha(made) };
};
const fresh = (change: Partial<Zone> = {}): Zone => zone('XX01', box(0, 0, 1, 1), { details: { line: 'new' }, ...change });
const told = (current: CurrentZone[], incoming: Zone[]) => {
  const { rows, added, superseded, unchanged } = planImport(current, incoming, sha);
  return {
    counts: [added.length, superseded.length, unchanged.length],
    rows: rows.map(({ zone: { details, validFrom, validTo }, isWithdrawn, supersedes }) =>
      [isWithdrawn ? 'withdrawn' : details.line, validFrom?.toISOString().slice(5, 10) ?? '', validTo?.toISOString().slice(5, 10) ?? '', supersedes]),
  };
};

describe('an import', () => {
  it.each([
    ['of a zone nobody knew adds it', [], [fresh()], [1, 0, 0], [['new', '', '', null]]],
    ['of the same again changes nothing', [version('v1', { details: { line: 'new' } })], [fresh()], [0, 0, 1], []],
    ['of another outline supersedes', [version('v1', {})], [fresh()], [0, 1, 0], [['new', '', '', 'v1']]],
    ['of an official outline supersedes a stand-in of another source', [version('v1', { approximate: true, source: 'STAND_IN' })], [fresh()], [0, 1, 0], [['new', '', '', 'v1']]],
    ['of a stand-in leaves an official outline alone', [version('v1', {})], [fresh({ approximate: true })], [0, 0, 1], []],
    ['of another map leaves the first map alone', [version('v1', { type: 'MIXED', source: 'RU' })], [fresh({ type: 'MIXED', source: 'US' })], [1, 0, 0], [['new', '', '', null]]],
    ['for another time leaves this time alone', [version('v1', { validTo: day('2016-03-01') })], [fresh({ validFrom: day('2016-03-01') })], [1, 0, 0], [['new', '03-01', '', null]]],
    [
      'from a day on keeps what was said of the time before',
      [version('v1', {})],
      [fresh({ validFrom: day('2016-03-02') })],
      [0, 1, 0],
      [['new', '03-02', '', 'v1'], ['old', '', '03-02', null]],
    ],
    [
      'of a span keeps both sides of it',
      [version('v1', {})],
      [fresh({ validFrom: day('2016-03-02'), validTo: day('2016-03-05') })],
      [0, 1, 0],
      [['new', '03-02', '03-05', 'v1'], ['old', '', '03-02', null], ['old', '03-05', '', null]],
    ],
    [
      'over two versions supersedes both',
      [version('v1', { validTo: day('2016-03-02') }), version('v2', { validFrom: day('2016-03-02') })],
      [fresh({ validFrom: day('2016-03-01') })],
      [0, 1, 0],
      [['new', '03-01', '', 'v1'], ['old', '', '03-01', null], ['withdrawn', '03-02', '', 'v2']],
    ],
  ])('%s', (_, current, incoming, counts, rows) => expect(told(current, incoming)).toEqual({ counts, rows }));
});
