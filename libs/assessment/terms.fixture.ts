// terms.fixture.ts - a small made-up agreement for the tables of this folder's specs.
import type { CoChair, PartyKind, ResolvedParty, PartySide } from '@hotline/agreement';
import type { Terms } from './terms';

const EFFECT = new Date('2016-02-26T22:00:00Z');

/** code: side, kind, bound since (null: never, undefined: nobody knows), umbrella */
const PARTIES: Record<string, { side: PartySide; kind: PartyKind; boundSince: string | null | undefined; umbrella?: string; excludedSince?: string }> = {
  SAF: { side: 'GOVERNMENT_AND_ASSOCIATED', kind: 'STATE_FORCE', boundSince: '2016-02-25T10:00:00Z' },
  RU_VKS: { side: 'RUSSIAN_AEROSPACE_FORCES', kind: 'STATE_FORCE', boundSince: '2016-02-22T00:00:00Z' },
  COALITION: { side: 'US_LED_COALITION', kind: 'COALITION', boundSince: '2016-02-22T00:00:00Z' },
  GROUP_A: { side: 'ARMED_OPPOSITION', kind: 'ARMED_GROUP', boundSince: '2016-02-26T07:10:00Z', umbrella: 'HNC' },
  GROUP_B: { side: 'ARMED_OPPOSITION', kind: 'ARMED_GROUP', boundSince: '2016-02-26T09:40:00Z', umbrella: 'HNC' },
  GROUP_C: { side: 'ARMED_OPPOSITION', kind: 'ARMED_GROUP', boundSince: null },
  GROUP_LATE: { side: 'ARMED_OPPOSITION', kind: 'ARMED_GROUP', boundSince: '2016-03-08T12:00:00Z' },
  GROUP_OPEN: { side: 'ARMED_OPPOSITION', kind: 'ARMED_GROUP', boundSince: undefined },
  HNC: { side: 'ARMED_OPPOSITION', kind: 'UMBRELLA', boundSince: '2016-02-26T09:40:00Z' },
  ISIL: { side: 'EXCLUDED', kind: 'ARMED_GROUP', boundSince: null, excludedSince: '2013-05-30T00:00:00Z' },
  NUSRA: { side: 'EXCLUDED', kind: 'ARMED_GROUP', boundSince: null, excludedSince: '2013-05-30T00:00:00Z' },
  SPLINTER: { side: 'ARMED_OPPOSITION', kind: 'ARMED_GROUP', boundSince: null, excludedSince: '2016-03-05T00:00:00Z' },
  NEIGHBOUR: { side: 'EXTERNAL_STATE', kind: 'EXTERNAL', boundSince: null },
  OPPOSITION: { side: 'ARMED_OPPOSITION', kind: 'UNKNOWN', boundSince: undefined },
  UNIDENTIFIED: { side: 'UNKNOWN', kind: 'UNKNOWN', boundSince: undefined },
  FAR_GROUP: { side: 'UNKNOWN', kind: 'ARMED_GROUP', boundSince: null },
};

const RESPONSIBLE: Partial<Record<PartySide, CoChair>> = {
  GOVERNMENT_AND_ASSOCIATED: 'RU',
  RUSSIAN_AEROSPACE_FORCES: 'RU',
  ARMED_OPPOSITION: 'US',
  US_LED_COALITION: 'US',
};

const OBLIGATIONS: Record<string, { code: string; hardness: 'HARD' | 'SOFT' }> = {
  ATTACK: { code: 'T2', hardness: 'HARD' },
  DISPROPORTIONATE_RESPONSE: { code: 'T5', hardness: 'HARD' },
  TERRITORY_ACQUISITION: { code: 'T3', hardness: 'HARD' },
  HUMANITARIAN_OBSTRUCTION: { code: 'T4', hardness: 'HARD' },
  DETENTION: { code: 'T6', hardness: 'SOFT' },
  CROSS_BORDER_FIRE: { code: 'T2', hardness: 'HARD' },
};

export const EXAMPLE_TERMS: Terms = {
  regimes: [
    { id: 'regime:coh', code: 'coh', inForceFrom: EFFECT, inForceTo: null, territory: ['SY'], timeZone: 'Asia/Damascus', acceptanceDeadline: null, life: [] },
  ],
  policy: {
    version: 'v1',
    verification: {
      minIndependentSources: 2,
      minNonBelligerentSources: 1,
      mustBeInTerritory: true,
      umbrellaCorroboratesMembers: false,
      sharedRecordingIsOneSource: true,
    },
    gravity: {
      default: 'MINOR',
      rules: [
        { gravity: 'GRAVE', killedAtLeast: 10 },
        { gravity: 'GRAVE', killedAtLeast: 1, targets: ['MEDICAL', 'SCHOOL', 'CONVOY'] },
        { gravity: 'GRAVE', weapons: ['CHEMICAL'] },
        { gravity: 'MAJOR', killedAtLeast: 1 },
        { gravity: 'MAJOR', woundedAtLeast: 5 },
        { gravity: 'MAJOR', targets: ['MEDICAL', 'SCHOOL', 'CONVOY'] },
        { gravity: 'MAJOR', weapons: ['AIR_STRIKE', 'ARTILLERY'] },
      ],
    },
  },
  resolveParty: (text) => partyOf(text === 'Russian aviation' ? 'RU_VKS' : text),
  isBoundAt(code, at) {
    const since = PARTIES[code]!.boundSince;
    const rows = [`acceptance:${code}`];
    if (since === undefined) return { bound: null, why: 'its acceptance is contested', rows };
    if (since === null) return { bound: false, why: 'no acceptance', rows: [] };
    return at >= new Date(since) ? { bound: true, why: `accepted ${since}`, rows } : { bound: false, why: `accepted only ${since}`, rows };
  },
  isExcludedAt(code, at) {
    const since = PARTIES[code]!.excludedSince;
    const excluded = since !== undefined && at >= new Date(since);
    return { excluded, why: excluded ? 'designated' : 'not designated', rows: since ? [`designation:${code}`] : [] };
  },
  obligationFor(act) {
    const found = OBLIGATIONS[act];
    return found ? { ...found, binds: 'ALL', acts: [act], rows: [`obligation:${found.code}`] } : null;
  },
  responsibleCoChair: (side) => RESPONSIBLE[side] ?? 'BOTH',
  ownForcesOf: (code) => (code === 'RU_VKS' ? 'RU' : code === 'COALITION' ? 'US' : null),
  isOneFamily: (a, b) => a === b || PARTIES[a]?.umbrella === b || PARTIES[b]?.umbrella === a,
};

function partyOf(code: string): ResolvedParty | null {
  const party = PARTIES[code];
  if (!party) return null;
  return { code, names: {}, side: party.side, kind: party.kind, parent: party.umbrella ?? null, members: [], rows: [`party:${code}`], confidence: 1 };
}
