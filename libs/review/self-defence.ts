// self-defence.ts - was an answer to a threat immediate, near, no heavier than the threat, and aimed at those who threatened?
import type { FactStatus, Policy, Weapon } from '@hotline/agreement';
import { distanceMetres } from '@hotline/zones';

/** One of the two incidents: the threat that is claimed, or the answer to it. */
export interface Fire {
  from: Date;
  to: Date;
  weapon: Weapon | null;
  lat: number | null;
  lon: number | null;
  /** Codes of the parties that are named as who did it, and as whom it struck. */
  perpetrators: readonly string[];
  victims: readonly string[];
}

export type ClaimOutcome = 'PROPORTIONATE' | 'DISPROPORTIONATE' | 'UNPROVEN';

export interface SelfDefenceJudgement {
  judgement: ClaimOutcome;
  /** Minutes from the end of the threat to the answer at best, since neither time is certain; negative when the answer may have come first; null without a threat on record. */
  gapMinutes: number | null;
  distanceM: number | null;
  /** Each null when what is known does not tell. */
  isImmediate: boolean | null;
  isSameFront: boolean | null;
  isComparable: boolean | null;
  /** Missing in claims that were judged before this was asked. */
  isAimed?: boolean | null;
  why: string;
}

/** Reach and effect in steps: an answer may be of the same step or a lower one. Chemical weapons answer nothing. [operator policy] */
const STEP: Readonly<Partial<Record<Weapon, number>>> = {
  SMALL_ARMS: 1, HMG: 2, IED: 3, RECOILLESS: 3, ATGM: 3, MORTAR: 3, TANK: 3, IMPROVISED_LAUNCHER: 3, ARTILLERY: 4, ROCKET: 4, MLRS: 5,
  INCENDIARY: 6, CLUSTER: 6, BARREL_BOMB: 6, AIR_STRIKE: 6, CHEMICAL: 99,
};

/**
 * "No greater than required to address an immediate threat" (Annex), in the operator's numbers (`selfDefence`). All four
 * hold: proportionate. One fails: disproportionate. What cannot be told, or no threat on record: unproven.
 */
export function judgeSelfDefence(answer: Fire, threat: (Fire & { factStatus: FactStatus }) | null, policy: Policy['selfDefence']): SelfDefenceJudgement {
  const nothing = { gapMinutes: null, distanceM: null, isImmediate: null, isSameFront: null, isComparable: null, isAimed: null };
  if (!threat) return { judgement: 'UNPROVEN', ...nothing, why: 'no incident is named as the threat' };
  const [gapMinutes, latest] = [minutes(threat.to, answer.from), minutes(threat.from, answer.to)];
  const distanceM = distance(answer, threat);
  const [heavy, light] = [answer.weapon && STEP[answer.weapon], threat.weapon && STEP[threat.weapon]];
  const isImmediate = latest < 0 || gapMinutes > policy.immediateWithinMinutes ? false : latest <= policy.immediateWithinMinutes || null;
  const isSameFront = distanceM === null ? null : distanceM <= policy.sameFrontWithinM;
  const isComparable = !policy.weaponMustBeComparable ? true : !heavy || !light ? null : heavy <= light && heavy < 99;
  const isAimed = answer.victims.length === 0 || threat.perpetrators.length === 0 ? null : answer.victims.some((struck) => threat.perpetrators.includes(struck));
  const found = { gapMinutes, distanceM, isImmediate, isSameFront, isComparable, isAimed };
  const why = [
    `${isImmediate === null ? 'immediate or not' : isImmediate ? 'immediate' : 'not immediate'} (${afterThreat(gapMinutes, latest, isImmediate)}; ${policy.immediateWithinMinutes} allowed)`,
    distanceM === null ? 'where is not known' : `${isSameFront ? 'same front' : 'another place'} (${(distanceM / 1000).toFixed(1)} km; ${policy.sameFrontWithinM / 1000} allowed)`,
    isComparable === null ? 'the weapons are not known' : `${answer.weapon} against ${threat.weapon}: ${isComparable ? 'comparable' : 'heavier than the threat'}`,
    isAimed === null ? 'at whom is not known' : isAimed ? 'aimed at those who threatened' : 'aimed at others than those who threatened',
  ].join('; ');
  if (threat.factStatus === 'REJECTED') return { judgement: 'UNPROVEN', ...found, why: `the threat was rejected as a fact; ${why}` };
  const parts = [isImmediate, isSameFront, isComparable, isAimed];
  if (parts.includes(false)) return { judgement: 'DISPROPORTIONATE', ...found, why };
  return { judgement: parts.includes(null) ? 'UNPROVEN' : 'PROPORTIONATE', ...found, why };
}

/** How long after the threat: both ends where they leave it open whether that was immediate. */
function afterThreat(gap: number, latest: number, isImmediate: boolean | null): string {
  if (latest < 0) return 'before the threat';
  return isImmediate === null ? `between ${Math.max(0, gap)} and ${latest} min after it` : `${Math.max(0, gap)} min after it`;
}

function minutes(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 60_000);
}

function distance(a: Fire, b: Fire): number | null {
  return a.lat === null || a.lon === null || b.lat === null || b.lon === null ? null : Math.round(distanceMetres({ lat: a.lat, lon: a.lon }, { lat: b.lat, lon: b.lon }));
}
