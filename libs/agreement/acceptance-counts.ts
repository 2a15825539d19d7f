// acceptance-counts.ts - how many accepted, according to whom? What each source said stays apart; nothing is added up.
import type { Agreement } from './agreement';
import { acceptancesOf } from './party-view';

export interface Attestation {
  id: string;
  countedBy: string;
  value: number;
  /** The day, or the month, as the source says it. */
  asOf: string;
  source: string;
}

export interface CountView {
  what: string;
  unit: string;
  /** By day, then by source. */
  attestations: Attestation[];
  /** Null when only one source ever counted this. */
  agree: boolean | null;
  why: string;
}

export interface AcceptanceCounts {
  counts: CountView[];
  /** What this registry itself holds, which is no count of anybody else. */
  registered: { receivedBy: string; acceptances: number; parties: number }[];
}

export function acceptanceCounts(agreement: Agreement): AcceptanceCounts {
  const byWhat = new Map<string, CountView>();
  for (const { code, content, source } of agreement.collection('acceptance-counts/counts')) {
    const [what, unit] = [String(content.what), String(content.unit)];
    const view = byWhat.get(`${what} ${unit}`) ?? { what, unit, attestations: [], agree: null, why: '' };
    view.attestations.push({ id: code, countedBy: String(content.countedBy), value: Number(content.value), asOf: String(content.asOf), source });
    byWhat.set(`${what} ${unit}`, view);
  }
  const counts = [...byWhat.values()].map((view) => ({ ...view, ...reconciled(view.attestations), attestations: view.attestations.sort(byDayThenSource) }));
  return { counts, registered: registered(agreement) };
}

/** The newest word of each source, side by side; whether a sum of some equals another is told, and never taken for a proof. */
function reconciled(attestations: readonly Attestation[]): Pick<CountView, 'agree' | 'why'> {
  const newest = new Map<string, Attestation>();
  for (const each of attestations) if ((newest.get(each.countedBy)?.asOf ?? '') <= each.asOf) newest.set(each.countedBy, each);
  const said = [...newest.values()].sort((a, b) => a.value - b.value);
  const told = said.map(({ countedBy, value }) => `${countedBy} ${value}`).join(', ');
  if (said.length < 2) return { agree: null, why: `only one source counted: ${told}` };
  if (said.every(({ value }) => value === said[0]!.value)) return { agree: true, why: `every source says the same: ${told}` };
  const sum = said.slice(0, 2).reduce((total, { value }) => total + value, 0);
  const most = said.at(-1)!;
  const sums = said.length > 2 ? `; ${said[0]!.value} + ${said[1]!.value} = ${sum}, ${sum === most.value ? 'as' : 'not'} ${most.value}` : '';
  return { agree: false, why: `the sources differ: ${told}${sums}` };
}

function registered(agreement: Agreement): AcceptanceCounts['registered'] {
  const rows = acceptancesOf(agreement);
  return [...new Set(rows.map(({ receivedBy }) => receivedBy))].sort().map((receivedBy) => {
    const own = rows.filter((row) => row.receivedBy === receivedBy);
    return { receivedBy, acceptances: own.length, parties: new Set(own.flatMap(({ party, members }) => [party, ...members])).size };
  });
}

function byDayThenSource(a: Attestation, b: Attestation): number {
  return a.asOf.localeCompare(b.asOf) || a.countedBy.localeCompare(b.countedBy);
}
