// docket-line.ts - one incident as one line: what the lists, the queue and the exports show of it.
import type { Act, CoChair, Determination, FactStatus, Gravity, IncidentState, ResponsibleCoChair, ScopeReason, Target, Weapon, ZoneType } from '@hotline/agreement';
import { mayAnyoneKnow } from '@hotline/zones';
import { incidentState } from './incident-state';

/** The incident, its standing assessment and its standing determination, as they lie in their tables. */
export interface DocketSource {
  incidentId: string;
  assessmentId: string;
  revision: number;
  messageStatus: string;
  openedAt: Date;
  from: Date;
  to: Date;
  lat: number | null;
  lon: number | null;
  radiusM: number | null;
  pcode: string | null;
  act: Act | null;
  weapon: Weapon | null;
  target: Target | null;
  killed: number | null;
  wounded: number | null;
  reportCount: number;
  sourceCount: number;
  absorbedInto: string | null;
  scope: ScopeReason;
  ihlConcern: boolean;
  factStatus: FactStatus;
  gravity: Gravity;
  responsibleCoChair: ResponsibleCoChair;
  interested: CoChair[];
  perpetrators: string[];
  victims: string[];
  zones: readonly { code: string; type: ZoneType; relation: 'inside' | 'border' | 'nearest' }[];
  determination: Determination | null;
  /** It changed after an opinion on it. */
  isReopened: boolean;
  hasOpenRequest: boolean;
  hasResponse: boolean;
  isReferred: boolean;
  isClosed: boolean;
  /** When it was first offered; null when it never was. */
  offeredAt: Date | null;
}

type StandingFlag = 'isReopened' | 'hasOpenRequest' | 'hasResponse' | 'isReferred' | 'isClosed';

export interface DocketLine extends Omit<DocketSource, 'zones' | 'determination' | StandingFlag> {
  state: IncidentState;
  determination: Determination;
  zones: string[];
  /** Of the zones those that anyone may know: what exports name. */
  openZones: string[];
  parties: string[];
}

/** Offering happens once: when the incident is verified for the first time and still stands for itself. */
export function docketLine(source: DocketSource, now: Date): { line: DocketLine; isFirstOffer: boolean } {
  const determination = source.determination ?? 'PENDING';
  const isAbsorbed = source.absorbedInto !== null;
  const isFirstOffer = source.offeredAt === null && source.factStatus === 'VERIFIED' && !isAbsorbed;
  const met = source.zones.filter(({ relation }) => relation !== 'nearest');
  const codesOf = (zones: typeof met) => distinct([...zones.map(({ code }) => code), ...(source.pcode === null ? [] : [source.pcode])]);
  const { isReopened: _r, hasOpenRequest: _q, hasResponse: _s, isReferred: _f, isClosed: _c, ...told } = source;
  const line: DocketLine = {
    ...told,
    determination,
    state: incidentState({ ...source, determination, isAbsorbed }),
    zones: codesOf(met),
    openZones: codesOf(met.filter(({ type }) => mayAnyoneKnow(type))),
    parties: distinct([...source.perpetrators, ...source.victims]),
    offeredAt: isFirstOffer ? now : source.offeredAt,
  };
  return { line, isFirstOffer };
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)].sort();
}
