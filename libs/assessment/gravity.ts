// gravity.ts - how grave does it look before anyone has judged it? A starting point for people, by the operator's policy.
import type { Gravity, GravityRule, Policy, Target, Weapon } from '@hotline/agreement';

export interface Damage {
  weapon: Weapon | null;
  target: Target | null;
  killed: number | null;
  wounded: number | null;
}

/** The first rule whose every condition holds. */
export function gravityOf(damage: Damage, policy: Policy['gravity']): { gravity: Gravity; why: string } {
  const rule = policy.rules.find((each) => holds(each, damage));
  if (!rule) return { gravity: policy.default, why: 'no rule of the policy holds' };
  return { gravity: rule.gravity, why: conditionsOf(rule, damage).join(', ') };
}

function holds({ killedAtLeast, woundedAtLeast, targets, weapons }: GravityRule, damage: Damage): boolean {
  return (
    (killedAtLeast === undefined || (damage.killed ?? 0) >= killedAtLeast) &&
    (woundedAtLeast === undefined || (damage.wounded ?? 0) >= woundedAtLeast) &&
    (targets === undefined || (damage.target !== null && targets.includes(damage.target))) &&
    (weapons === undefined || (damage.weapon !== null && weapons.includes(damage.weapon)))
  );
}

function conditionsOf({ killedAtLeast, woundedAtLeast, targets, weapons }: GravityRule, damage: Damage): string[] {
  return [
    ...(killedAtLeast === undefined ? [] : [`at least ${killedAtLeast} killed`]),
    ...(woundedAtLeast === undefined ? [] : [`at least ${woundedAtLeast} wounded`]),
    ...(targets === undefined ? [] : [`target ${damage.target}`]),
    ...(weapons === undefined ? [] : [`weapon ${damage.weapon}`]),
  ];
}
