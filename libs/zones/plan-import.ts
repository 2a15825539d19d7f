// plan-import.ts - what does a new map change of the versions there are? Nothing is edited: rows are added, some supersede.
import type { Zone, ZoneVersion } from './zone';

/** A version as it is current, with the hash of what it says. */
export interface CurrentZone extends ZoneVersion {
  sha256: string;
}

/** A row to add. Without a geometry it withdraws what it supersedes. */
export interface NewZoneRow {
  zone: Zone;
  isWithdrawn: boolean;
  supersedes: string | null;
}

export interface ImportPlan {
  rows: NewZoneRow[];
  added: string[];
  superseded: string[];
  unchanged: string[];
}

/**
 * Per incoming zone: the same content is unchanged; a stand-in never replaces an official outline; otherwise the new version
 * supersedes the current ones of that zone for its own validity, and what they said of other times goes on standing.
 * @param sha256Of hash of a zone's content
 */
export function planImport(current: readonly CurrentZone[], incoming: readonly Zone[], sha256Of: (zone: Zone) => string): ImportPlan {
  const known = new Map<string, CurrentZone[]>();
  for (const version of current) known.set(identityOf(version), [...(known.get(identityOf(version)) ?? []), version]);
  const plan: ImportPlan = { rows: [], added: [], superseded: [], unchanged: [] };
  for (const zone of incoming) {
    const before = (known.get(identityOf(zone)) ?? []).filter((version) => overlaps(version, zone));
    const sha256 = sha256Of(zone);
    if (before.some((version) => version.sha256 === sha256 || (zone.approximate && !version.approximate))) {
      plan.unchanged.push(zone.code);
      continue;
    }
    (before.length > 0 ? plan.superseded : plan.added).push(zone.code);
    plan.rows.push({ zone, isWithdrawn: false, supersedes: before[0]?.id ?? null });
    for (const [at, version] of before.entries()) plan.rows.push(...remains(version, zone, at === 0));
  }
  return plan;
}

/** Official administrative areas are one zone whoever drew them; other zones are one per map, so that maps can disagree. */
function identityOf({ code, type, source }: Zone): string {
  return type === 'ADMIN' ? code : `${source}\n${code}`;
}

/** What a version said of the time before and after the new one. Unless it is superseded already, a row has to do so. */
function remains(version: CurrentZone, zone: Zone, isSuperseded: boolean): NewZoneRow[] {
  const kept: Zone[] = [];
  if (start(version) < start(zone)) kept.push({ ...version, validTo: zone.validFrom });
  if (end(version) > end(zone)) kept.push({ ...version, validFrom: zone.validTo });
  const rows = kept.map((each, at): NewZoneRow => ({ zone: each, isWithdrawn: false, supersedes: isSuperseded || at > 0 ? null : version.id }));
  if (isSuperseded || rows.length > 0) return rows;
  return [{ zone: version, isWithdrawn: true, supersedes: version.id }];
}

function overlaps(a: Zone, b: Zone): boolean {
  return start(a) < end(b) && start(b) < end(a);
}

function start({ validFrom }: Zone): number {
  return validFrom?.getTime() ?? -Infinity;
}

function end({ validTo }: Zone): number {
  return validTo?.getTime() ?? Infinity;
}
