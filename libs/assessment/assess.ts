// assess.ts - what can be said of an incident: the five tests, its scope, its corroboration and its fact status.
import type { Act, CoChair, FactStatus, Gravity, ResolvedParty, ResponsibleCoChair, ScopeReason, Target, Weapon } from '@hotline/agreement';
import { corroborate, type Corroboration, type Statement } from './corroboration';
import { factStatusOf, type HumanDecision } from './fact-status';
import { mentionsOf } from './cast';
import { gravityOf } from './gravity';
import { delineationsAt, groundOf } from './ground';
import { placeIncident, type Placement, type ZoneAnswer } from './incident-place';
import { isIhlConcern, scopeOf, type Tests } from './scope';
import type { Terms } from './terms';
import { testWhat } from './test-what';
import { testWhen, type Occurrence } from './test-when';
import { testWhere } from './test-where';
import { testWho } from './test-who';
import { testWhy } from './test-why';

export interface IncidentCase {
  occurred: Occurrence;
  act: Act | null;
  weapon: Weapon | null;
  target: Target | null;
  /** Parties by code, or what the reports said when no party is known by it. A text may name several. */
  perpetrators: readonly string[];
  victims: readonly string[];
  killed: number | null;
  wounded: number | null;
  /** Of its reports, oldest first. */
  statements: readonly Statement[];
  placements: readonly Placement[];
  /** Where reports say that the fire came from. */
  origins: readonly Placement[];
  decisions: readonly HumanDecision[];
}

export interface Assessment {
  policyVersion: string;
  tests: Tests;
  scope: ScopeReason;
  scopeWhy: string;
  ihlConcern: boolean;
  factStatus: FactStatus;
  factStatusWhy: string;
  corroboration: Corroboration;
  /** Where people may start from; theirs is in their opinions. */
  gravity: Gravity;
  gravityWhy: string;
  responsibleCoChair: ResponsibleCoChair;
  /** Co-chairs whose own forces are among the alleged perpetrators. */
  interested: CoChair[];
  /** Codes of the parties that are known; never what a reporter wrote. */
  perpetrators: string[];
  victims: string[];
  /** The zones of the incident's most certain place. */
  zones: ZoneAnswer[];
  /** Where the fire came from, apart from where it struck: the most precise of what reports say; absent when none says. */
  origin?: OriginAnswer;
}

export interface OriginAnswer {
  /** Seen from the territory of the agreement. */
  lies: 'inside' | 'outside' | 'open';
  why: string;
  how: Placement['how'];
  radiusM: number | null;
  pcode: string | null;
  zones: readonly ZoneAnswer[];
}

/** A pure function of the case and the terms: the same two give the same assessment at any later time. */
export function assess(given: IncidentCase, terms: Terms): Assessment {
  const { occurred, act, weapon } = given;
  const place = placeIncident(given.placements);
  const territory = territoryAt(occurred, terms);
  const origin = originOf(given.origins, territory);
  const tests: Tests = {
    when: testWhen(occurred, terms.regimes),
    who: testWho({ ...given, origin: origin?.lies ?? 'unsaid' }, occurred, terms, groundOf(delineationsAt(place))),
    where: testWhere(place, territory),
    what: testWhat(act, weapon, terms),
    why: testWhy(given, occurred.from, place, terms),
  };
  const { scope, why: scopeWhy } = scopeOf(tests);
  const named = mentionsOf(given.perpetrators, terms);
  const perpetrators = named.flatMap(({ party }) => party ?? []);
  const victims = mentionsOf(given.victims, terms).flatMap(({ party }) => party ?? []);
  const interested = coChairs(perpetrators.map(({ code }) => terms.ownForcesOf(code)));
  const corroboration = corroborationOf(given.statements, terms);
  const { factStatus, why: factStatusWhy } = factStatusOf({
    where: tests.where.outcome,
    ...corroboration,
    policy: terms.policy,
    decisions: given.decisions,
    interested,
  });
  const gravity = gravityOf(given, terms.policy.gravity);
  return {
    policyVersion: terms.policy.version,
    tests,
    scope,
    scopeWhy,
    ihlConcern: isIhlConcern(scope, given),
    factStatus,
    factStatusWhy,
    corroboration,
    gravity: gravity.gravity,
    gravityWhy: gravity.why,
    responsibleCoChair: responsible(perpetrators, named.length, terms),
    interested,
    perpetrators: codes(perpetrators),
    victims: codes(victims),
    zones: [...(place?.zones ?? [])],
    ...(origin && { origin }),
  };
}

const LIES = { PASS: 'inside', FAIL: 'outside', UNKNOWN: 'open' } as const;

/** The edge of the territory divides origins as it divides places. */
function originOf(origins: readonly Placement[], territory: readonly string[]): OriginAnswer | null {
  const place = placeIncident(origins);
  const [first] = origins;
  if (!first) return null;
  const { outcome, reason } = testWhere(place, territory);
  const { how, radiusM, pcode, zones } = place ?? first;
  return { lies: LIES[outcome], why: reason, how, radiusM, pcode, zones };
}

function corroborationOf(statements: readonly Statement[], { policy, isOneFamily }: Terms): Corroboration {
  const { umbrellaCorroboratesMembers, sharedRecordingIsOneSource } = policy.verification;
  const heard = sharedRecordingIsOneSource ? statements : statements.map((statement) => ({ ...statement, media: [] }));
  return corroborate(heard, umbrellaCorroboratesMembers ? (a, b) => a === b : isOneFamily);
}

/** The territory of the regimes that touch the interval; of all of them when none does. */
function territoryAt({ from, to }: Occurrence, { regimes }: Terms): string[] {
  const touched = regimes.filter((regime) => to >= regime.inForceFrom && (regime.inForceTo === null || from < regime.inForceTo));
  return [...new Set((touched.length > 0 ? touched : regimes).flatMap((regime) => regime.territory))];
}

/** Routed by the alleged perpetrators' side; when anything about them is open, both co-chairs take it up. */
function responsible(parties: readonly ResolvedParty[], named: number, terms: Terms): ResponsibleCoChair {
  const [first = 'BOTH', ...others] = parties.map(({ side }) => terms.responsibleCoChair(side));
  return parties.length === named && others.every((coChair) => coChair === first) ? first : 'BOTH';
}

function coChairs(found: readonly (CoChair | null)[]): CoChair[] {
  return [...new Set(found.flatMap((coChair) => coChair ?? []))].sort();
}

function codes(parties: readonly ResolvedParty[]): string[] {
  return [...new Set(parties.map((party) => party.code))].sort();
}
