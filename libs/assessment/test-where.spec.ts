import type { Placement, ZoneAnswer } from './incident-place';
import { testWhere } from './test-where';

const zone = (code: string, relation: ZoneAnswer['relation'], level = code.length / 2 - 1, distanceM = 0): ZoneAnswer => ({
  zoneVersionId: `zone:${code}`, code, type: 'ADMIN', source: 'OCHA', level, pcode: null, relation, distanceM, during: 'whole', approximate: false,
});
const place = (zones: ZoneAnswer[], pcode: string | null = null): Placement => ({ reportId: 'r', how: 'STATED_POINT', radiusM: 1000, pcode, zones });

describe('where', () => {
  it.each<[string, Placement | null, string, string | null]>([
    ['no report could be placed', null, 'UNKNOWN', 'UNDETERMINED_PLACE'],
    ['inside a governorate', place([zone('SY05', 'inside')]), 'PASS', null],
    ['inside a governorate, across an inner line of districts', place([zone('SY05', 'inside'), zone('SY0501', 'border'), zone('SY0502', 'border')]), 'PASS', null],
    ['across the line of two governorates', place([zone('SY04', 'border'), zone('SY05', 'border')]), 'PASS', null],
    ['across the line of two governorates and the border of the country', place([zone('SY', 'border', 0), zone('SY04', 'border'), zone('SY05', 'border')]), 'UNKNOWN', 'UNDETERMINED_PLACE'],
    ['across the outer edge', place([zone('SY02', 'border')]), 'UNKNOWN', 'UNDETERMINED_PLACE'],
    ['outside, nearer than the uncertainty', place([zone('SY02', 'nearest', 1, 800)]), 'UNKNOWN', 'UNDETERMINED_PLACE'],
    ['outside, farther than the uncertainty', place([zone('SY02', 'nearest', 1, 90_000)]), 'FAIL', 'OUT_OF_TERRITORY'],
    ['in no zone at all', place([]), 'FAIL', 'OUT_OF_TERRITORY'],
    ['in a zone of another country', place([zone('TR06', 'inside')]), 'FAIL', 'OUT_OF_TERRITORY'],
    ['a place code of the territory that has no outline', place([], 'SY050102'), 'PASS', null],
    ['only in a zone that is not administrative', place([{ ...zone('SY-BESIEGED', 'inside'), type: 'BESIEGED' }]), 'FAIL', 'OUT_OF_TERRITORY'],
  ])('%s', (_, given, outcome, scope) => {
    expect(testWhere(given, ['SY'])).toMatchObject({ outcome, scope });
  });

  it('names the finest zone and rests on all that hold', () => {
    expect(testWhere(place([zone('SY05', 'inside'), zone('SY0501', 'inside')]), ['SY'])).toEqual({
      outcome: 'PASS', reason: 'inside SY0501', scope: null, rows: ['zone:SY05', 'zone:SY0501'],
    });
  });
});
