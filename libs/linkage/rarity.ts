// rarity.ts - how much a word tells: what everybody writes tells nothing, what hardly anybody writes tells much.

export type Rarity = (word: string) => number;

/** The natural logarithm of all texts over those that use the word, as if one text more had used it. */
export function rarityIn(texts: readonly ReadonlySet<string>[]): Rarity {
  const usedBy = new Map<string, number>();
  for (const words of texts) for (const word of words) usedBy.set(word, (usedBy.get(word) ?? 0) + 1);
  return (word) => Math.log((texts.length + 1) / ((usedBy.get(word) ?? 0) + 1));
}
