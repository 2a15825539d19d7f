// check-reference.ts - do the rows of an agreement hang together? Everything that is wrong is named at once.
import { partyName } from './party-name';
import { POLICY_SECTIONS } from './policy';
import { dateOf, type ReferenceContent } from './reference-row';
import { ACCEPTANCE_STATUSES, ACTS, CO_CHAIRS, HARDNESSES, isWord, OBLIGATION_BINDS, PARTY_KINDS, REGIME_STAGES, SIDES } from './vocabulary';

/** What an agreement cannot do without. */
const NEEDED = ['regime', 'obligations', 'parties', 'acceptances', 'designations', 'co-chairs', 'policy'];

export function checkReference(rows: readonly ReferenceContent[]): string[] {
  const of = (collection: string) => rows.filter((row) => row.collection === collection && row.code !== 'about');
  const parties = new Set(of('parties').map(({ code }) => code));
  const sideOf = new Map(of('parties').map(({ code, content }) => [code, String(content.side)]));
  const isParty = (code: unknown) => typeof code === 'string' && parties.has(code);
  const areParties = (codes: unknown) => codes === undefined || (isStrings(codes) && codes.every(isParty));
  const faults: string[] = [];
  const check = (row: ReferenceContent, isGood: boolean, fault: string) => {
    if (!isGood) faults.push(`${row.collection}/${row.code}: ${fault}`);
  };
  for (const collection of NEEDED) if (of(collection).length === 0) faults.push(`${collection}: is missing`);

  for (const row of of('regime')) {
    const life = Array.isArray(row.content.life) ? (row.content.life as { state?: unknown; at?: unknown }[]) : [];
    check(row, life.every(({ state, at }) => isWord(REGIME_STAGES, state) && isInstant(at)), 'its life names an unknown stage or no instant');
    check(row, life.filter(({ state }) => state === 'IN_FORCE').length === 1, 'its life has to come into force once');
    check(row, typeof row.content.territory === 'string' || isStrings(row.content.territory), 'has no territory');
    check(row, isInstant(row.content.acceptanceDeadline ?? null, true), 'its acceptanceDeadline is not an instant');
  }
  for (const row of of('obligations')) {
    const { binds, hardness, acts } = row.content;
    check(row, isWord(OBLIGATION_BINDS, binds) && isWord(HARDNESSES, hardness), 'has an unknown binds or hardness');
    check(row, isStrings(acts) && acts.every((act) => isWord(ACTS, act)), 'names an unknown act');
  }
  for (const row of of('parties')) {
    const { side, kind, names, aliases, members, parent } = row.content;
    check(row, isWord(SIDES, side), 'has an unknown side');
    check(row, isWord(PARTY_KINDS, kind), 'has an unknown kind');
    check(row, typeof names === 'object' && names !== null && Object.values(names).every((name) => typeof name === 'string'), 'has no names');
    check(row, isStrings(aliases ?? []), 'its aliases are not a list of texts');
    check(row, areParties(members), 'lists a member that is no party');
    check(row, parent === null || parent === undefined || isParty(parent), 'stands under an umbrella that is no party');
  }
  for (const row of of('acceptances')) {
    const { party, members, receivedBy, status, conditionalOn } = row.content;
    check(row, isParty(party), 'is of an unknown party');
    check(row, areParties(members), 'lists a member that is no party');
    check(row, isWord(CO_CHAIRS, receivedBy), 'was received by no co-chair');
    const side = sideOf.get(String(party));
    const receives = of('co-chairs').find(({ code }) => code === receivedBy)?.content.receives;
    check(row, !isStrings(receives) || side === undefined || receives.includes(side), `a party of the side ${side} does not confirm to ${String(receivedBy)}`);
    check(row, isWord(ACCEPTANCE_STATUSES, status), 'has an unknown status');
    check(row, conditionalOn === null || conditionalOn === undefined || isParty(conditionalOn) || isWord(SIDES, conditionalOn), 'depends on neither a party nor a side');
    for (const key of ['receivedAt', 'attestedAt', 'withdrawnAt']) check(row, isInstant(row.content[key] ?? null, true), `its ${key} is not an instant`);
  }
  for (const row of of('designations')) {
    check(row, isParty(row.content.party), 'is of an unknown party');
    check(row, typeof row.content.authority === 'string', 'has no authority');
  }
  for (const row of of('co-chairs')) {
    check(row, isWord(CO_CHAIRS, row.code), 'is no co-chair');
    check(row, isStrings(row.content.responsibleFor) && row.content.responsibleFor.every((side) => isWord(SIDES, side)), 'is responsible for an unknown side');
    check(row, isStrings(row.content.ownForces) && row.content.ownForces.every(isParty), 'has forces that are no party');
  }
  for (const row of of('policy')) {
    for (const section of POLICY_SECTIONS) check(row, typeof row.content[section] === 'object' && row.content[section] !== null, `has no section ${section}`);
  }
  return [...faults, ...sharedSpellings(of('parties'))];
}

/** A spelling that means two parties would silently mean neither. */
function sharedSpellings(parties: readonly ReferenceContent[]): string[] {
  const owners = new Map<string, Set<string>>();
  for (const { code, content } of parties) {
    const spellings = [...Object.values((content.names ?? {}) as object), ...(Array.isArray(content.aliases) ? content.aliases : [])];
    for (const spelling of spellings) {
      if (typeof spelling !== 'string') continue;
      const { key } = partyName(spelling);
      owners.set(key, (owners.get(key) ?? new Set()).add(code));
    }
  }
  return [...owners].filter(([, codes]) => codes.size > 1).map(([key, codes]) => `parties: the name "${key}" belongs to ${[...codes].sort().join(' and ')}`);
}

function isInstant(value: unknown, mayBeMissing = false): boolean {
  return value === null || value === undefined ? mayBeMissing : dateOf(value) !== 'bad';
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
