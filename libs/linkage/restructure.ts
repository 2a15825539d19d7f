// restructure.ts - what a person's merge, split, move or not-same does to two incidents, and when it cannot be done.

export type RestructureKind = 'merge' | 'split' | 'move' | 'not-same' | 'confirm';

/** An incident as far as restructuring goes. */
export interface Standing {
  incidentId: string;
  messageStatus: string;
  absorbedInto: string | null;
  reports: readonly string[];
}

export interface Plan {
  kind: RestructureKind;
  from: string;
  to: string;
  /** The reports it is about. They change incidents unless the kind is not-same or confirm. */
  reports: readonly string[];
  /** The reports they are put beside, or kept apart from. */
  kept: readonly string[];
  moves: boolean;
  /** `from` has no report left: it answers with a pointer to `to` from now on. */
  absorbs: boolean;
  /** These two sets of reports are never put together again by the service. */
  keepsApart: boolean;
}

export type Refused = { refused: string };

/** All of `other` becomes part of `into`. The id of `other` keeps answering, with a pointer. */
export function planMerge(into: Standing, other: Standing, keptApart: boolean): Plan | Refused {
  const reason = unfit(into, other);
  if (reason) return { refused: reason };
  if (keptApart) return { refused: 'People said that these are not the same. Undo that first.' };
  return { kind: 'merge', from: other.incidentId, to: into.incidentId, reports: other.reports, kept: into.reports, moves: true, absorbs: true, keepsApart: false };
}

/** Some reports of `from` become an incident of their own, `to`; the rest keeps the id. */
export function planSplit(from: Standing, reports: readonly string[], to: string): Plan | Refused {
  const reason = absorbed(from) ?? foreign(from, reports);
  if (reason) return { refused: reason };
  const kept = from.reports.filter((report) => !reports.includes(report));
  if (kept.length === 0) return { refused: 'A split must leave at least one report behind.' };
  return { kind: 'split', from: from.incidentId, to, reports, kept, moves: true, absorbs: false, keepsApart: true };
}

/** Some reports of `from` become part of `to`. When none is left, `from` is absorbed. */
export function planMove(from: Standing, to: Standing, reports: readonly string[], keptApart: boolean): Plan | Refused {
  const reason = unfit(from, to) ?? foreign(from, reports);
  if (reason) return { refused: reason };
  if (keptApart) return { refused: 'People said that these are not the same. Undo that first.' };
  const absorbs = from.reports.every((report) => reports.includes(report));
  return { kind: 'move', from: from.incidentId, to: to.incidentId, reports, kept: to.reports, moves: true, absorbs, keepsApart: false };
}

export function planNotSame(one: Standing, other: Standing): Plan | Refused {
  const reason = unfit(one, other);
  if (reason) return { refused: reason };
  return { kind: 'not-same', from: one.incidentId, to: other.incidentId, reports: one.reports, kept: other.reports, moves: false, absorbs: false, keepsApart: true };
}

/** A person says that these reports belong where they are. */
export function planConfirm(incident: Standing, reports: readonly string[]): Plan | Refused {
  const reason = absorbed(incident) ?? foreign(incident, reports);
  if (reason) return { refused: reason };
  const kept = incident.reports.filter((report) => !reports.includes(report));
  if (kept.length === 0 && reports.length < 2) return { refused: 'There is no other report to confirm it beside.' };
  return { kind: 'confirm', from: incident.incidentId, to: incident.incidentId, reports, kept, moves: false, absorbs: false, keepsApart: false };
}

function unfit(one: Standing, other: Standing): string | null {
  if (one.incidentId === other.incidentId) return 'These are one incident already.';
  if (one.messageStatus !== other.messageStatus) return 'Tests and exercises are never put together with real reports.';
  return absorbed(one) ?? absorbed(other);
}

function absorbed({ incidentId, absorbedInto }: Standing): string | null {
  return absorbedInto && `${incidentId} is now part of ${absorbedInto}.`;
}

function foreign({ incidentId, reports: own }: Standing, reports: readonly string[]): string | null {
  const stranger = reports.find((report) => !own.includes(report));
  return stranger === undefined ? null : `${stranger} is not a report of ${incidentId}.`;
}
