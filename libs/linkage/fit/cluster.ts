// cluster.ts - links a file's reports one after another as the service would, and compares the clusters with the truth.
import { decideLink } from '../decide-link';
import type { Model } from '../model';
import type { Sighting } from '../sighting';
import type { Surroundings } from '../surroundings';

export interface Clustering {
  /** The number of the cluster each report went to. */
  clusterOf: Map<string, number>;
  linked: number;
  suggested: number;
}

/** An incident is weighed by this many of its reports, as in the service. */
const FIRST = 3;
const NEWEST = 5;

export function cluster(
  sightings: readonly Sighting[],
  candidates: ReadonlyMap<Sighting, readonly Sighting[]>,
  model: Model,
  surroundings: Surroundings,
): Clustering {
  const clusterOf = new Map<string, number>();
  const members: Sighting[][] = [];
  let [linked, suggested] = [0, 0];
  for (const report of [...sightings].sort((a, b) => a.seq - b.seq)) {
    const near = new Set((candidates.get(report) ?? []).flatMap(({ reportId }) => clusterOf.get(reportId) ?? []));
    const known = [...near].sort((a, b) => a - b).map((id) => ({ incidentId: String(id), members: sample(members[id]!) }));
    const decision = decideLink(report, known, model, surroundings);
    if (decision.kind === 'link') linked += 1;
    if (decision.kind === 'suggest') suggested += 1;
    const id = decision.linked ? Number(decision.linked.incidentId) : members.push([]) - 1;
    members[id]!.push(report);
    clusterOf.set(report.reportId, id);
  }
  return { clusterOf, linked, suggested };
}

function sample(reports: readonly Sighting[]): Sighting[] {
  return reports.length <= FIRST + NEWEST ? [...reports] : [...reports.slice(0, FIRST), ...reports.slice(-NEWEST)];
}

/** B-cubed (Bagga and Baldwin 1998): of each report's cluster, how much belongs there; of its true cluster, how much is there. */
export function bCubed<A, B>(found: ReadonlyMap<string, A>, truth: ReadonlyMap<string, B>): { precision: number; recall: number; f1: number } {
  const ids = [...found.keys()].filter((id) => truth.has(id));
  const [byFound, byTruth, byBoth] = [new Map<A, number>(), new Map<B, number>(), new Map<string, number>()];
  const numbers = new Map<B, number>();
  const both = (id: string) => {
    const of = truth.get(id)!;
    if (!numbers.has(of)) numbers.set(of, numbers.size);
    return `${String(found.get(id))} ${numbers.get(of)}`;
  };
  for (const id of ids) {
    byFound.set(found.get(id)!, (byFound.get(found.get(id)!) ?? 0) + 1);
    byTruth.set(truth.get(id)!, (byTruth.get(truth.get(id)!) ?? 0) + 1);
    byBoth.set(both(id), (byBoth.get(both(id)) ?? 0) + 1);
  }
  let [precision, recall] = [0, 0];
  for (const id of ids) {
    const shared = byBoth.get(both(id))!;
    precision += shared / byFound.get(found.get(id)!)! / ids.length;
    recall += shared / byTruth.get(truth.get(id)!)! / ids.length;
  }
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** Of the pairs that either clustering puts together, the share that only one does: 0 for equal clusters, 1 for nothing in common. */
export function pairDifference<A, B>(one: ReadonlyMap<string, A>, other: ReadonlyMap<string, B>): number {
  const [left, right] = [pairsIn(one), pairsIn(other)];
  let shared = 0;
  for (const pair of left) if (right.has(pair)) shared += 1;
  const all = left.size + right.size - shared;
  return all === 0 ? 0 : 1 - shared / all;
}

function pairsIn<A>(clusterOf: ReadonlyMap<string, A>): Set<string> {
  const members = new Map<A, string[]>();
  for (const [id, cluster] of clusterOf) members.set(cluster, [...(members.get(cluster) ?? []), id]);
  const pairs = new Set<string>();
  for (const ids of members.values()) {
    ids.sort();
    ids.forEach((id, at) => {
      for (const other of ids.slice(at + 1)) pairs.add(`${id} ${other}`);
    });
  }
  return pairs;
}
