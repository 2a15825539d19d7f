// edit-distance.ts - how many slips of the finger lie between two words? (optimal string alignment)

/** Longer words are compared by their beginnings: no place name comes near it. */
const MAX_LENGTH = 127;
/** Three rows of the table, used over and over: a name is compared with thousands. */
const ROWS = [new Uint8Array(MAX_LENGTH + 2), new Uint8Array(MAX_LENGTH + 2), new Uint8Array(MAX_LENGTH + 2)] as const;

/** Insertions, deletions, substitutions and swaps of neighbours; gives up with `limit + 1` once it must exceed `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  const [rows, columns] = [a.length < MAX_LENGTH ? a.length : MAX_LENGTH, b.length < MAX_LENGTH ? b.length : MAX_LENGTH];
  const tooFar = limit + 1;
  if (rows - columns > limit || columns - rows > limit) return tooFar;
  let [before, previous, current]: Uint8Array[] = [...ROWS] as [Uint8Array, Uint8Array, Uint8Array];
  for (let j = 0; j <= columns; j++) previous![j] = j < tooFar ? j : tooFar;
  for (let i = 1; i <= rows; i++) {
    // Only cells within `limit` of the diagonal can matter; their outer neighbours count as too far.
    const from = i > limit ? i - limit : 1;
    const to = i + limit < columns ? i + limit : columns;
    current![from - 1] = from === 1 && i < tooFar ? i : tooFar;
    let least = current![from - 1]!;
    const letter = a.charCodeAt(i - 1);
    for (let j = from; j <= to; j++) {
      const other = b.charCodeAt(j - 1);
      let cost = previous![j - 1]! + (letter === other ? 0 : 1);
      if (previous![j]! + 1 < cost) cost = previous![j]! + 1;
      if (current![j - 1]! + 1 < cost) cost = current![j - 1]! + 1;
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other && before![j - 2]! + 1 < cost) cost = before![j - 2]! + 1;
      current![j] = cost;
      if (cost < least) least = cost;
    }
    if (to < columns) current![to + 1] = tooFar;
    if (least > limit) return tooFar;
    [before, previous, current] = [previous, current, before];
  }
  return previous![columns]! > limit ? tooFar : previous![columns]!;
}

/** 1 for equal words, 0 for words with nothing in common or more than `limit` slips apart. */
export function likeness(a: string, b: string, limit: number): number {
  const longer = Math.max(a.length, b.length);
  if (longer === 0) return 0;
  const distance = editDistance(a, b, limit);
  return distance > limit ? 0 : 1 - distance / longer;
}
