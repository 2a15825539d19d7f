import type { Weapon } from '@hotline/agreement';
import { judgeClaim, type SelfDefenceClaim } from './self-defence';

const policy = { immediateWithinMinutes: 60, sameFrontWithinM: 5_000, weaponMustBeComparable: true };
const at = (time: string) => new Date(`2016-03-02T${time}:00+02:00`);
const strike = (time: string, weapon: Weapon | null, until = time) => ({ from: at(time), to: at(until), weapon });
const claim = (change: Partial<SelfDefenceClaim> = {}): SelfDefenceClaim => ({ threat: strike('16:00', 'TANK'), response: strike('16:05', 'MORTAR'), distanceM: 800, isAgainstThreat: true, ...change });

it.each<[string, Partial<SelfDefenceClaim>, string]>([
  ['mortar five minutes after tank fire, same front', {}, 'PROPORTIONATE'],
  ['barrel bombs five hours later on a town nine kilometres away', { response: strike('21:00', 'BARREL_BOMB'), distanceM: 9_000, isAgainstThreat: false }, 'DISPROPORTIONATE'],
  ['too late alone', { response: strike('17:01', 'MORTAR') }, 'DISPROPORTIONATE'],
  ['exactly at the limit', { response: strike('17:00', 'MORTAR') }, 'PROPORTIONATE'],
  ['greater force alone', { response: strike('16:05', 'AIR_STRIKE') }, 'DISPROPORTIONATE'],
  ['before the threat', { response: strike('15:50', 'MORTAR') }, 'DISPROPORTIONATE'],
  ['a time that may or may not be too late', { response: strike('16:30', 'MORTAR', '17:30') }, 'UNPROVEN'],
  ['a weapon nobody saw', { threat: strike('16:00', 'UNKNOWN') }, 'UNPROVEN'],
  ['a place nobody knows', { distanceM: null }, 'UNPROVEN'],
  ['a target nobody knows', { isAgainstThreat: null }, 'UNPROVEN'],
  ['a known fault weighs more than an open question', { distanceM: null, response: strike('16:05', 'CHEMICAL') }, 'DISPROPORTIONATE'],
])('%s', (_, change, outcome) => {
  const found = judgeClaim(claim(change), policy);
  expect([found.outcome, found.reasons.length]).toEqual([outcome, 4]);
});
