// self-defence.ts - what does a claim of self-defence amount to? Proportionate, disproportionate or unproven, with every reason.
import type { Policy, Weapon } from '@hotline/agreement';

/** A claim names the threat it answers: another incident. */
export interface SelfDefenceClaim {
  /** The threat answered, and the answer. */
  threat: Strike;
  response: Strike;
  /** Metres between the two; null when either place is not known. */
  distanceM: number | null;
  /** Whether the answer went against those whom the threat came from; null when nobody can say. */
  isAgainstThreat: boolean | null;
}

export interface Strike {
  /** The uncertain interval, both ends included. */
  from: Date;
  to: Date;
  weapon: Weapon | null;
}

export type ClaimOutcome = 'PROPORTIONATE' | 'DISPROPORTIONATE' | 'UNPROVEN';

export interface ClaimFinding {
  outcome: ClaimOutcome;
  /** Minutes from the end of the threat to the beginning of the answer, at best; below zero when the answer came first. */
  gapMinutes: number;
  reasons: string[];
}

/**
 * By what a weapon does to those around its target. Ranks compare; they measure nothing.
 * "No greater than required to address an immediate threat" (Annex): an answer of a higher rank than the threat is greater.
 */
const RANK: Readonly<Partial<Record<Weapon, number>>> = {
  NONE: 0, SMALL_ARMS: 1, HMG: 2, ATGM: 2, RECOILLESS: 2, IMPROVISED_LAUNCHER: 3, MORTAR: 3, TANK: 3, IED: 3, ARTILLERY: 4, ROCKET: 4,
  MLRS: 5, AIR_STRIKE: 5, INCENDIARY: 6, CLUSTER: 6, BARREL_BOMB: 6, CHEMICAL: 7,
};

const MINUTE = 60_000;

/** Every test that fails makes it disproportionate; one that nobody can decide leaves it unproven. The numbers are policy. */
export function judgeClaim({ threat, response, distanceM, isAgainstThreat }: SelfDefenceClaim, policy: Policy['selfDefence']): ClaimFinding {
  const gapMinutes = Math.round((response.from.getTime() - threat.to.getTime()) / MINUTE);
  const latestGap = Math.round((response.to.getTime() - threat.from.getTime()) / MINUTE);
  const tests = [
    immediacy(gapMinutes, latestGap, policy.immediateWithinMinutes),
    nearness(distanceM, policy.sameFrontWithinM),
    ...(policy.weaponMustBeComparable ? [comparison(threat.weapon, response.weapon)] : []),
    aim(isAgainstThreat),
  ];
  const outcome = tests.some(({ holds }) => holds === false) ? 'DISPROPORTIONATE' : tests.every(({ holds }) => holds === true) ? 'PROPORTIONATE' : 'UNPROVEN';
  return { outcome, gapMinutes, reasons: tests.map(({ why }) => why) };
}

interface ClaimTest {
  /** Null when it cannot be told. */
  holds: boolean | null;
  why: string;
}

function immediacy(gap: number, latestGap: number, withinMinutes: number): ClaimTest {
  if (latestGap < 0) return { holds: false, why: 'the answer came before the threat' };
  if (gap > withinMinutes) return { holds: false, why: `at least ${gap} minutes after the threat, which was no longer immediate (${withinMinutes} by policy)` };
  if (latestGap > withinMinutes) return { holds: null, why: `between ${Math.max(0, gap)} and ${latestGap} minutes after the threat: whether it was immediate is open` };
  return { holds: true, why: `within ${latestGap} minutes of the threat` };
}

function nearness(distanceM: number | null, withinM: number): ClaimTest {
  if (distanceM === null) return { holds: null, why: 'how far the answer fell from the threat is not known' };
  const km = `${(distanceM / 1_000).toFixed(1)} km`;
  return distanceM > withinM ? { holds: false, why: `${km} from the threat, not the same front` } : { holds: true, why: `${km} from the threat` };
}

function comparison(threat: Weapon | null, response: Weapon | null): ClaimTest {
  const [given, answered] = [threat && RANK[threat], response && RANK[response]];
  if (given === undefined || given === null || answered === undefined || answered === null) return { holds: null, why: 'the weapons cannot be compared' };
  return answered > given ? { holds: false, why: `${response} answers ${threat}: greater force` } : { holds: true, why: `${response} answers ${threat}: no greater force` };
}

function aim(isAgainstThreat: boolean | null): ClaimTest {
  if (isAgainstThreat === null) return { holds: null, why: 'whether it was aimed at those who threatened is not known' };
  return isAgainstThreat ? { holds: true, why: 'aimed at those who threatened' } : { holds: false, why: 'not aimed at those who threatened' };
}
