// decide-link.ts - does a report belong to one of the incidents near it? Says yes, asks a person, or says no, and why.
import { round, weigh, type Evidence } from './evidence';
import type { Model } from './model';
import type { Sighting } from './sighting';
import type { Surroundings } from './surroundings';

export interface Candidate {
  incidentId: string;
  /** Some of its reports, first accepted first; enough to know it by. Never empty. */
  members: readonly Sighting[];
  /** People said that this report and one of its reports are not the same. */
  keptApart?: boolean;
}

/** What one incident had to say for itself. */
export interface Weighing {
  incidentId: string;
  bits: number;
  why: string;
  evidence: Evidence[];
  vetoes: string[];
}

export interface Decision {
  kind: 'link' | 'suggest' | 'new';
  why: string;
  /** The incident to link to; null when the report opens its own. */
  linked: Weighing | null;
  /** Incidents a person should compare it with, strongest first. With a link: others it fits as surely, which may be one with it. */
  suggestions: Weighing[];
  /** The nearest others, strongest first, whatever came of them. */
  runnersUp: { incidentId: string; bits: number; why: string }[];
}

const MOST_SUGGESTIONS = 3;
const MOST_RUNNERS_UP = 5;

/** `candidates` come oldest first: on a tie the older incident wins. */
export function decideLink(report: Sighting, candidates: readonly Candidate[], model: Model, surroundings?: Surroundings): Decision {
  const apart = new Set(candidates.filter(({ keptApart }) => keptApart).map(({ incidentId }) => incidentId));
  const weighed = candidates
    .filter(({ members }) => members.every((member) => member.messageStatus === report.messageStatus))
    .map((candidate) => weighCandidate(report, candidate, model, surroundings))
    .sort((a, b) => b.bits - a.bits);

  const { link } = model.thresholds;
  const enough = (bits: number) => link !== null && bits >= link;
  const linked = weighed.find(({ bits, vetoes }) => enough(bits) && vetoes.length === 0) ?? null;
  const others = weighed.filter((weighing) => weighing !== linked);
  const runnersUp = others.slice(0, MOST_RUNNERS_UP).map(({ incidentId, bits, why }) => ({ incidentId, bits, why }));
  const open = others.filter(({ incidentId }) => !apart.has(incidentId));
  if (linked) {
    // A late report may bridge two incidents. Putting them together is for people.
    const bridged = open.filter(({ bits, vetoes }) => enough(bits) && vetoes.length === 0).slice(0, MOST_SUGGESTIONS);
    return { kind: 'link', why: linked.why, linked, suggestions: bridged, runnersUp };
  }

  const suggestions = open.filter(({ bits }) => bits >= model.thresholds.suggest).slice(0, MOST_SUGGESTIONS);
  const [best] = weighed;
  if (suggestions.length > 0) return { kind: 'suggest', why: `Possibly known: ${suggestions[0]!.why}`, linked, suggestions, runnersUp };
  const why = best ? `No report of the same incident; the nearest: ${best.why}` : 'No earlier report near it in space and time';
  return { kind: 'new', why, linked, suggestions, runnersUp };
}

/**
 * The report is weighed against each member. The member that speaks most strongly gives the evidence; a veto of any
 * member counts, and the members must not speak against it on average, so that a chain of likenesses cannot drift away.
 */
function weighCandidate(report: Sighting, { incidentId, members, keptApart }: Candidate, model: Model, surroundings?: Surroundings): Weighing {
  const weighed = members.map((member) => weigh(report, member, model, surroundings));
  const best = weighed.reduce((strongest, next) => (next.bits > strongest.bits ? next : strongest));
  const mean = weighed.reduce((sum, { bits }) => sum + bits, 0) / weighed.length;
  const vetoes = [...new Set(weighed.flatMap((weighing) => weighing.vetoes))];
  if (keptApart) vetoes.push('people said that these are not the same');
  if (mean < model.thresholds.fit) vetoes.push('it resembles one report of the incident and not the others');
  return { incidentId, bits: best.bits, why: explain(best.bits, best.evidence, vetoes, model), evidence: best.evidence, vetoes };
}

/** The strongest reasons in a sentence: what speaks for, what against, what forbids, and the sum beside its threshold. */
function explain(bits: number, evidence: readonly Evidence[], vetoes: readonly string[], { thresholds }: Model): string {
  const said = evidence.filter(({ comparator }) => comparator !== 'prior');
  const list = (side: Evidence[]) => side.map(({ compared }) => compared).join('; ');
  const pro = list(said.filter((line) => line.bits > 0).sort((a, b) => b.bits - a.bits));
  const contra = list(said.filter((line) => line.bits < 0).sort((a, b) => a.bits - b.bits));
  const parts = [pro || 'nothing speaks for it'];
  if (contra) parts.push(`against: ${contra}`);
  if (vetoes.length > 0) parts.push(`not without a person: ${vetoes.join(', ')}`);
  return `${parts.join('. ')}. ${round(bits)} bits, ${thresholds.link ?? 'a person'} needed`;
}
