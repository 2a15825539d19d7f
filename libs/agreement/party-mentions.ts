// party-mentions.ts - which parties does one text name? "A / B", "A; B" and "A or B" name two, in any of three languages.
import type { Agreement, ResolvedParty } from './agreement';
import { partyName } from './party-name';

/** One party that a text names: resolved, or null when nobody is known by that name. */
export interface PartyMention {
  text: string;
  party: ResolvedParty | null;
}

/** Signs that always part two names ... */
const SIGNS = /[/;,،؛|]|\r?\n/u;
/** ... and words that do so only where both sides of them are known: "Russia or Syria", but "Search and Rescue". */
const WORDS = /\s+(?:and|or|with|и|или|أو|او)\s+|\s+و(?=\p{L})/iu;

/**
 * A name that is known as a whole is never split ("Fatah Halab, Aleppo" may be an alias). Pieces that only hedge ("maybe")
 * name nobody. Every piece of the rest is a mention, known or not: an unknown name keeps a question open.
 */
export function partyMentions(text: string, { resolveParty }: Pick<Agreement, 'resolveParty'>): PartyMention[] {
  const whole = mention(text);
  if (whole.party) return [whole];
  const pieces = named(text.split(SIGNS));
  return pieces.flatMap((piece) => {
    const alone = mention(piece);
    if (alone.party) return [alone];
    const parts = named(piece.split(WORDS)).map(mention);
    return parts.length > 1 && parts.every(({ party }) => party !== null) ? parts : [alone];
  });

  function mention(said: string): PartyMention {
    return { text: said.trim(), party: resolveParty(said) };
  }
}

/** Without empty pieces and pieces that only say how unsure the reporter is. */
function named(pieces: readonly string[]): string[] {
  return pieces.map((piece) => piece.trim()).filter((piece) => partyName(piece).key !== '');
}
