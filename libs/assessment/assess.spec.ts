import { assess, type IncidentCase } from './assess';
import { EXAMPLE_TERMS } from './terms.fixture';
import type { Placement, ZoneAnswer } from './incident-place';

const HAMA: ZoneAnswer = { zoneVersionId: 'zone:SY05', code: 'SY05', type: 'ADMIN', source: 'OCHA', level: 1, pcode: 'SY05', relation: 'inside', distanceM: 0, during: 'whole', approximate: false };
const placement = (zones: ZoneAnswer[] = [HAMA], radiusM = 1000): Placement => ({ reportId: 'r1', how: 'STATED_POINT', radiusM, pcode: null, zones });
const monitors = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ reportId: `r${i + 1}`, sourceId: `m${i + 1}`, sourceParty: null, media: [] }));

function incident(change: Partial<IncidentCase> = {}): IncidentCase {
  const noon = new Date('2016-02-29T09:00:00Z');
  return {
    occurred: { from: noon, to: noon },
    act: 'ATTACK', weapon: 'AIR_STRIKE', target: 'CIVILIAN_AREA',
    perpetrators: ['SAF'], victims: [], killed: null, wounded: null,
    statements: monitors(2), placements: [placement()], origins: [], decisions: [],
    ...change,
  };
}
const at = (time: string) => ({ from: new Date(time), to: new Date(time) });
const maps = (...zones: string[]) => [placement([HAMA, ...zones.map((text) => {
  const [source, type] = text.split(' ') as [string, ZoneAnswer['type']];
  return { ...HAMA, zoneVersionId: text, code: 'DARET-AZZA', type, source, level: null };
})])];

describe('assessing the scenarios', () => {
  it.each<[string, Partial<IncidentCase>, object]>([
    ['an air strike by the government, three independent sources', { statements: monitors(3) },
      { scope: 'IN_SCOPE', factStatus: 'VERIFIED', responsibleCoChair: 'RU', interested: [], ihlConcern: false }],
    ['a contested strike, government or Russian', { perpetrators: ['Russian aviation', 'SAF'] },
      { scope: 'IN_SCOPE', responsibleCoChair: 'RU', interested: ['RU'], perpetrators: ['RU_VKS', 'SAF'] }],
    ['a mortar of an excluded group', { perpetrators: ['NUSRA'] },
      { scope: 'EXCLUDED_PERPETRATOR', ihlConcern: true, factStatus: 'VERIFIED', responsibleCoChair: 'BOTH' }],
    ['one map says excluded, one mixed', { placements: maps('RU EXCLUDED_GROUP_AREA', 'US MIXED') }, { scope: 'UNDETERMINED_PLACE' }],
    ['the same after the maps are reconciled', { placements: maps('RECONCILED EXCLUDED_GROUP_AREA') }, { scope: 'EXCLUDED_TARGET_AREA' }],
    ['half an hour before effect', { occurred: at('2016-02-26T21:30:00Z') }, { scope: 'BEFORE_EFFECTIVE', ihlConcern: true }],
    ['at the instant of effect', { occurred: at('2016-02-26T22:00:00Z') }, { scope: 'IN_SCOPE' }],
    ['around midnight', { occurred: { from: new Date('2016-02-26T21:30:00Z'), to: new Date('2016-02-26T22:30:00Z') } }, { scope: 'UNDETERMINED_TIME' }],
    ['cross-border shelling', { act: 'CROSS_BORDER_FIRE', weapon: 'ARTILLERY', perpetrators: ['NEIGHBOUR'] },
      { scope: 'EXTERNAL_ACTOR', responsibleCoChair: 'BOTH' }],
    ['a bomb in another country before effect', { occurred: at('2016-02-17T16:30:00Z'), placements: [placement([])] },
      { scope: 'OUT_OF_TERRITORY', factStatus: 'UNVERIFIED' }],
    ['a group that accepted through its umbrella', { perpetrators: ['GROUP_B'] }, { scope: 'IN_SCOPE', responsibleCoChair: 'US' }],
    ['nobody named', { perpetrators: [] }, { scope: 'UNDETERMINED_PARTY', responsibleCoChair: 'BOTH', factStatus: 'VERIFIED' }],
    ['the coalition by accident', { perpetrators: ['COALITION'], victims: ['SAF'], target: 'ARMED_PARTY' },
      { scope: 'IN_SCOPE', interested: ['US'], responsibleCoChair: 'US' }],
    ['a reinforcement allegation', { act: 'UNMAPPED_ALLEGATION', weapon: null }, { scope: 'NO_OBLIGATION' }],
  ])('%s', (_, change, expected) => {
    expect(assess(incident(change), EXAMPLE_TERMS)).toMatchObject(expected);
  });

  it('keeps what a reporter wrote out of the result', () => {
    const found = assess(incident({ perpetrators: ['Abu X, my neighbour'], victims: ['the family of Y'] }), EXAMPLE_TERMS);
    expect(JSON.stringify(found)).not.toMatch(/Abu|family/);
    expect(found).toMatchObject({ perpetrators: [], victims: [], responsibleCoChair: 'BOTH' });
  });

  it.each<[string, Placement, object]>([
    ['from beyond the border', placement([]), { scope: 'EXTERNAL_ACTOR', origin: { lies: 'outside', why: 'in no zone of the territory' } }],
    ['from within the territory', placement(), { scope: 'UNDETERMINED_PARTY', origin: { lies: 'inside', why: 'inside SY05' } }],
    ['from a place nobody could find', { ...placement([]), how: 'UNRESOLVED', radiusM: null }, { scope: 'UNDETERMINED_PARTY', origin: { lies: 'open', how: 'UNRESOLVED' } }],
  ])('judges fire %s by its origin and places it where it struck', (_, origin, expected) => {
    expect(assess(incident({ perpetrators: [], origins: [origin] }), EXAMPLE_TERMS)).toMatchObject({ ...expected, tests: { where: { outcome: 'PASS' } }, zones: [HAMA] });
  });

  it('says nothing of an origin when no report does', () => expect(assess(incident(), EXAMPLE_TERMS)).not.toHaveProperty('origin'));

  it('gives the same answer twice', () => {
    expect(assess(incident(), EXAMPLE_TERMS)).toEqual(assess(incident(), EXAMPLE_TERMS));
  });
});
