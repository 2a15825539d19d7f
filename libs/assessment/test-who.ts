// test-who.ts - were those who did it, and those it was done to, bound by their own acceptance at that time?
import type { Act, ResolvedParty } from '@hotline/agreement';
import { mentionsOf, readingsOfClash, type Reading } from './cast';
import type { Ground } from './ground';
import { fail, pass, unknown, type TestResult } from './test-result';
import type { Occurrence } from './test-when';
import type { Terms } from './terms';

export interface Cast {
  /** Parties by code, or what the reports said when no party is known by it. A text may name several. */
  perpetrators: readonly string[];
  victims: readonly string[];
  act: Act | null;
  /** Where the fire came from, as seen from the territory of the agreement; `unsaid` when no report says. */
  origin: Origin;
}

export type Origin = 'inside' | 'outside' | 'open' | 'unsaid';

type WhoTerms = Pick<Terms, 'resolveParty' | 'isBoundAt' | 'isExcludedAt' | 'responsibleCoChair'>;

/**
 * The perpetrator decides first. Several alleged perpetrators leave no doubt only when all of them lead to the same
 * answer. "Unidentified" beside a named party adds nothing. A victim counts when it is a known party: people who hold no
 * arms are protected whoever they are, so "civilians" passes; an excluded victim is the question of the test `why`.
 */
export function testWho({ perpetrators, victims, act, origin }: Cast, when: Occurrence, terms: WhoTerms, ground: Ground = 'silent'): TestResult {
  const doers = mentionsOf(perpetrators, terms);
  const sufferers = mentionsOf(victims, terms);
  const clash = testClash(readingsOfClash(doers, sufferers, terms), when, terms, ground);
  if (clash) return clash;
  const doer = testPerpetrators(doers.map(({ party }) => party), isFromOutside(act, origin), when, terms);
  if (doer.outcome !== 'PASS') return doer;
  const sufferer = testVictims(sufferers.flatMap(({ party }) => party ?? []), when, terms);
  return { ...sufferer, reason: `${doer.reason}; ${sufferer.reason}`, rows: [...new Set([...doer.rows, ...sufferer.rows])].sort() };
}

/** A clash is out of the agreement when every reading of it is, and within when every one is; null leaves it to the names. */
function testClash(readings: readonly Reading[], when: Occurrence, terms: WhoTerms, ground: Ground): TestResult | null {
  const answers = readings.map((reading) => testReading(reading, when, terms, ground));
  const isSettled = answers.length > 0 && answers.every(({ outcome }) => outcome === answers[0]!.outcome && outcome !== 'UNKNOWN');
  if (!isSettled) return null;
  const { reason, ...found } = agreed(answers, '');
  return { ...found, reason: `a clash, and every reading of it is ${found.outcome === 'PASS' ? 'within' : 'outside'}: ${reason}` };
}

function testReading({ doer, sufferer }: Reading, when: Occurrence, terms: WhoTerms, ground: Ground): TestResult {
  const target = sufferer.party;
  const isTargetExcluded = target !== null && [when.from, when.to].every((at) => terms.isExcludedAt(target.code, at).excluded);
  const by = testPerpetrator(doer.party, when, terms);
  if (by.scope === 'EXCLUDED_PERPETRATOR') return by;
  if (isTargetExcluded && (ground === 'silent' || ground === 'excluded')) {
    return fail('EXCLUDED_TARGET_AREA', `whoever attacked ${target.code} attacked a group that is excluded`, [...target.rows, ...terms.isExcludedAt(target.code, when.from).rows]);
  }
  if (isTargetExcluded) return unknown('UNDETERMINED_PLACE', `${target.code} is excluded, but the maps do not show that it was its area`, target.rows);
  if (by.outcome !== 'PASS') return by;
  const to = target ? testVictim(target, when, terms) : unknown('UNDETERMINED_PARTY', 'the other side is not known as a party');
  return { ...to, reason: `${by.reason}; ${to.reason}`, rows: [...new Set([...by.rows, ...to.rows])].sort() };
}

/** An origin that is known counts more than the word a report uses for the act. */
function isFromOutside(act: Act | null, origin: Origin): boolean {
  return origin === 'outside' || (act === 'CROSS_BORDER_FIRE' && origin !== 'inside');
}

function testPerpetrators(named: readonly (ResolvedParty | null)[], isFromOutside: boolean, when: Occurrence, terms: WhoTerms): TestResult {
  const parties = withoutEmptyWords(named);
  const answers = parties.map((party) => testPerpetrator(party, when, terms));
  if (isFromOutside && answers.every(({ outcome, scope }) => outcome !== 'PASS' && scope !== 'EXCLUDED_PERPETRATOR')) {
    return fail('EXTERNAL_ACTOR', 'fire across the border by nobody who is known to be bound', answers.flatMap(({ rows }) => rows));
  }
  if (answers.length === 0) return unknown('UNDETERMINED_PARTY', 'no report names who did it');
  return agreed(answers, 'the alleged perpetrators lead to different answers');
}

function testPerpetrator(party: ResolvedParty | null, { from, to }: Occurrence, terms: WhoTerms): TestResult {
  if (!party) return unknown('UNDETERMINED_PARTY', 'the alleged perpetrator is not known as a party');
  const excluded = [terms.isExcludedAt(party.code, from), terms.isExcludedAt(party.code, to)];
  const bound = [terms.isBoundAt(party.code, from), terms.isBoundAt(party.code, to)];
  const rows = [...party.rows, ...excluded.flatMap((answer) => answer.rows)];
  if (excluded.every((answer) => answer.excluded)) return fail('EXCLUDED_PERPETRATOR', `${party.code} is excluded: ${excluded[0]!.why}`, rows);
  if (excluded.some((answer) => answer.excluded)) return unknown('UNDETERMINED_PARTY', `${party.code} was excluded for only a part of the time given`, rows);
  if (bound.every((answer) => answer.bound === true)) {
    return pass(`${party.code} was bound: ${bound[0]!.why}`, [...party.rows, ...bound.flatMap((answer) => answer.rows)]);
  }
  rows.push(...bound.flatMap((answer) => answer.rows));
  if (party.kind === 'EXTERNAL' || party.side === 'EXTERNAL_STATE') return fail('EXTERNAL_ACTOR', `${party.code} is outside the agreement`, rows);
  if (bound.every((answer) => answer.bound === false)) return fail('NON_PARTY_PERPETRATOR', `${party.code} was not bound: ${bound[0]!.why}`, rows);
  const open = bound.find((answer) => answer.bound === null);
  if (open) return unknown('UNDETERMINED_PARTY', `whether ${party.code} was bound is open: ${open.why}`, rows);
  return unknown('UNDETERMINED_PARTY', `${party.code} was bound for only a part of the time given`, rows);
}

function testVictims(named: readonly ResolvedParty[], when: Occurrence, terms: WhoTerms): TestResult {
  const parties = withoutEmptyWords(named);
  if (parties.length === 0) return pass('no party is named as the victim');
  return agreed(parties.map((party) => testVictim(party, when, terms)), 'the named victims lead to different answers');
}

function testVictim(party: ResolvedParty, { from, to }: Occurrence, terms: WhoTerms): TestResult {
  if (terms.isExcludedAt(party.code, from).excluded) return pass(`${party.code} as a victim is the question of the test why`, party.rows);
  const bound = [terms.isBoundAt(party.code, from), terms.isBoundAt(party.code, to)];
  const rows = [...party.rows, ...bound.flatMap((answer) => answer.rows)];
  if (bound.every((answer) => answer.bound === true)) return pass(`${party.code} was protected: ${bound[0]!.why}`, rows);
  if (bound.every((answer) => answer.bound === false)) return fail('NON_PARTY_TARGET', `${party.code} was not protected: ${bound[0]!.why}`, rows);
  return unknown('UNDETERMINED_PARTY', `whether ${party.code} was protected is open`, rows);
}

/** One answer when all agree or all fail; else open. */
function agreed(answers: readonly TestResult[], whyOpen: string): TestResult {
  const rows = answers.flatMap((answer) => answer.rows);
  const first = answers[0]!;
  if (answers.length === 1) return first;
  const reason = [...new Set(answers.map((answer) => answer.reason))].join('; ');
  if (answers.every((answer) => answer.outcome === 'PASS')) return pass(reason, rows);
  if (answers.every((answer) => answer.outcome === 'FAIL')) return fail(worst(answers), reason, rows);
  return unknown('UNDETERMINED_PARTY', `${whyOpen}: ${reason}`, rows);
}

/** When every candidate is out of scope but for different reasons, the most telling reason stands. */
function worst(answers: readonly TestResult[]): NonNullable<TestResult['scope']> {
  const order = ['EXCLUDED_PERPETRATOR', 'EXTERNAL_ACTOR', 'NON_PARTY_PERPETRATOR', 'EXCLUDED_TARGET_AREA', 'NON_PARTY_TARGET'] as const;
  return order.find((scope) => answers.some((answer) => answer.scope === scope)) ?? 'NON_PARTY_PERPETRATOR';
}

/** "Unidentified" says nothing; "the opposition" says nothing beside a group of the opposition. */
function withoutEmptyWords<P extends ResolvedParty | null>(parties: readonly P[]): P[] {
  const named = parties.filter((party) => party?.kind !== 'UNKNOWN');
  return parties.filter((party) => party?.kind !== 'UNKNOWN' || (party.side !== 'UNKNOWN' && !named.some((other) => other?.side === party.side)));
}
