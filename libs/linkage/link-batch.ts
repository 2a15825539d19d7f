// link-batch.ts - decides a batch of reports one after another, so that an incident the first one opens is there for the next.
import { blockKeys } from './blocking';
import { isEcho, isSameText } from './comparators/text';
import { decideLink, type Candidate, type Decision } from './decide-link';
import type { Model } from './model';
import type { Sighting } from './sighting';
import { separation } from './space';
import type { Surroundings } from './surroundings';

export interface Linked {
  report: Sighting;
  incidentId: string;
  opened: boolean;
  decision: Decision;
  /** The report of its incident whose words it repeats nearly to the letter: whoever sends many is still one voice. */
  echoOf: string | null;
  /** The keys under which its incident is to be found from now on. */
  keys: string[];
}

/** What people said a report does not belong with: standing incidents, and reports wherever they are. */
export interface KeptApart {
  incidents: ReadonlySet<string>;
  reports: ReadonlySet<string>;
}

/** Past this many, the nearest are compared: what is farther hardly ever wins. */
const MOST_CANDIDATES = 40;

/**
 * `known` are the incidents that stood before the batch, `near` names those worth comparing with each report. Reports are taken in the order in which they were
 * accepted; the same input gives the same answer, ids apart.
 */
export function linkBatch(
  reports: readonly Sighting[],
  known: readonly Candidate[],
  near: ReadonlyMap<string, readonly string[]>,
  model: Model,
  newId: () => string,
  keptApart: ReadonlyMap<string, KeptApart> = new Map(),
  surroundings?: Surroundings,
): Linked[] {
  const incidents = new Map<string, { order: number; members: Sighting[] }>();
  const filed = new Map<string, Set<string>>();
  const oldestFirst = [...known].sort((a, b) => a.members[0]!.seq - b.members[0]!.seq);
  for (const { incidentId, members } of oldestFirst) incidents.set(incidentId, { order: incidents.size, members: [...members] });

  return [...reports]
    .sort((a, b) => a.seq - b.seq)
    .map((report) => {
      const { near: nearKeys, special } = blockKeys(report, model);
      const keys = [...nearKeys, ...special];
      const ids = new Set(near.get(report.reportId));
      for (const key of keys) for (const id of filed.get(key) ?? []) ids.add(id);
      const found = [...ids].flatMap((incidentId) => incidents.get(incidentId) ?? []);
      const isDigest = found.some(({ members }) => members.some((member) => isToldElsewhere(report, member, model)));
      const candidates = [...ids]
        .flatMap((incidentId) => {
          const incident = incidents.get(incidentId);
          return incident ? [{ incidentId, ...incident, keptApart: isKeptApart(incidentId, incident.members, keptApart.get(report.reportId)) }] : [];
        })
        .sort((a, b) => remoteness(report, a.members[0]!) - remoteness(report, b.members[0]!))
        .slice(0, MOST_CANDIDATES)
        .sort((a, b) => a.order - b.order);

      const decision = decideLink({ ...report, isDigest }, candidates, model, surroundings);
      const incidentId = decision.linked?.incidentId ?? newId();
      const opened = decision.linked === null;
      const echoed = isDigest ? undefined : incidents.get(incidentId)?.members.find((member) => isEcho(report.words, member.words));
      // The first of all who wrote so: an echo of an echo counts with it.
      const echoOf = echoed ? (echoed.echoOf ?? echoed.reportId) : null;
      if (opened) incidents.set(incidentId, { order: incidents.size, members: [report] });
      else incidents.get(incidentId)!.members.push({ ...report, echoOf });
      for (const key of keys) {
        const block = filed.get(key) ?? new Set();
        filed.set(key, block.add(incidentId));
      }
      return { report, incidentId, opened, decision, echoOf, keys };
    });
}

/** A headline that sums up a day is told of every village in it: there the same words are no sign of the same event. */
function isToldElsewhere(report: Sighting, other: Sighting, { reach }: Model): boolean {
  if (!report.point || !other.point || !isSameText(report.words, other.words)) return false;
  const { metres, combinedRadiusM } = separation(report.point, other.point);
  return metres > Math.max(reach.metres, combinedRadiusM);
}

function isKeptApart(incidentId: string, members: readonly Sighting[], from: KeptApart | undefined): boolean {
  return from !== undefined && (from.incidents.has(incidentId) || members.some(({ reportId }) => from.reports.has(reportId)));
}

/** Hours and kilometres, added up: only good for sorting. A shared special key is what makes a far one worth a look, so it comes first. */
function remoteness(report: Sighting, other: Sighting): number {
  if (report.media.some((sha256) => other.media.includes(sha256))) return -1;
  const hours = Math.max(0, Math.max(report.from, other.from) - Math.min(report.to, other.to)) / 3_600_000;
  if (!report.point || !other.point) return hours;
  const north = (report.point.lat - other.point.lat) * 111;
  const east = (report.point.lon - other.point.lon) * 111 * Math.cos((report.point.lat * Math.PI) / 180);
  return hours + Math.hypot(north, east);
}
