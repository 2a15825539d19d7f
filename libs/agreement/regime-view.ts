// regime-view.ts - where in its life was the agreement at an instant, and which of its milestones had been met or missed?
import type { Agreement, Names, Obligation, Regime } from './agreement';
import { dateOf, rowName, type ReferenceRow } from './reference-row';
import type { RegimeStage } from './vocabulary';

export type MilestoneStatus = 'PLANNED' | 'MET' | 'MISSED';

export interface Milestone {
  code: string;
  planned: Date;
  actual: Date | null;
  status: MilestoneStatus;
  source: string;
}

export interface RegimeView {
  /** The same as `code`. */
  id: string;
  code: string;
  names: Names;
  /** The last stage it had entered; null before the first. */
  stage: RegimeStage | null;
  isInForce: boolean;
  inForceFrom: Date;
  inForceTo: Date | null;
  acceptanceDeadline: Date | null;
  timeZone: string;
  territory: readonly string[];
  life: Regime['life'];
  milestones: Milestone[];
  row: string;
}

export interface ObligationView extends Pick<Obligation, 'binds' | 'hardness' | 'acts'> {
  id: string;
  row: string;
}

/** `milestones` of a file with one regime are that regime's. */
export function regimeViews(agreement: Agreement, at: Date): RegimeView[] {
  return agreement.collection('regime').flatMap((row) => {
    const regime = agreement.regimes.find(({ code }) => code === row.code);
    if (!regime) return [];
    const { code, inForceFrom, inForceTo, acceptanceDeadline, timeZone, territory, life } = regime;
    const stage = life.findLast((each) => each.at <= at)?.stage ?? null;
    return [{
      id: code, code, names: (row.content.names ?? {}) as Names, stage, isInForce: at >= inForceFrom && (inForceTo === null || at < inForceTo),
      inForceFrom, inForceTo, acceptanceDeadline, timeZone, territory, life, milestones: milestonesOf(row, at), row: rowName(row),
    }];
  });
}

/** A plan is met when it came true by the instant it was planned for; until then it is planned, after that missed for good. */
function milestonesOf({ content }: ReferenceRow, at: Date): Milestone[] {
  const stated = Array.isArray(content.milestones) ? (content.milestones as Record<string, unknown>[]) : [];
  return stated.flatMap(({ code, planned, actual, source }) => {
    const [due, done] = [dateOf(planned), dateOf(actual)];
    if (!(due instanceof Date) || done === 'bad') return [];
    const isMet = done !== null && done <= due && done <= at;
    const status = isMet ? 'MET' : at < due ? 'PLANNED' : 'MISSED';
    return [{ code: String(code), planned: due, actual: done !== null && done <= at ? done : null, status, source: String(source ?? '') }];
  });
}
