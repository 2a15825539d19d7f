// cast.ts - who is named as doing it and who as suffering it, when one text may name several and one party stand on both sides.
import { partyMentions, type PartyMention } from '@hotline/agreement';
import type { Terms } from './terms';

/** Every party named in the texts, once each, in the order in which they are named; an unknown name stays as one. */
export function mentionsOf(texts: readonly string[], terms: Pick<Terms, 'resolveParty'>): PartyMention[] {
  const found = new Map<string, PartyMention>();
  for (const mention of texts.flatMap((text) => partyMentions(text, terms))) {
    if (!found.has(keyOf(mention))) found.set(keyOf(mention), mention);
  }
  return [...found.values()];
}

/** One way to read a clash: `doer` attacked `sufferer`. */
export interface Reading {
  doer: PartyMention;
  sufferer: PartyMention;
}

/**
 * A clash names the same parties on both sides and not who began: every one of them may have attacked every other that is
 * not of its own camp (whom the same co-chair answers for). Empty when it is no clash, so that the names are taken as they stand.
 */
export function readingsOfClash(
  doers: readonly PartyMention[],
  sufferers: readonly PartyMention[],
  { responsibleCoChair }: Pick<Terms, 'responsibleCoChair'>,
): Reading[] {
  const suffering = new Set(sufferers.map(keyOf));
  if (doers.length < 2 || !doers.every((doer) => suffering.has(keyOf(doer)))) return [];
  const campOf = ({ party }: PartyMention) => (party ? responsibleCoChair(party.side) : 'BOTH');
  const areAllies = (a: PartyMention, b: PartyMention) => campOf(a) !== 'BOTH' && campOf(a) === campOf(b);
  return doers.flatMap((doer) => doers.filter((sufferer) => sufferer !== doer && !areAllies(doer, sufferer)).map((sufferer) => ({ doer, sufferer })));
}

function keyOf({ text, party }: PartyMention): string {
  return party?.code ?? text.trim().toLowerCase();
}
