// measures.ts - questions answered with a number. Where one level of evidence ends and the next begins is fitted, not written here.
import { distanceMetres } from '@hotline/zones';
import type { Sighting } from './sighting';
import type { Rarity } from './rarity';
import type { Crowd, Surroundings } from './surroundings';

export interface Measure {
  name: string;
  /** Whether more of it can only speak for one incident (1) or against it (-1); 0 when it may be either. */
  direction: 1 | -1 | 0;
  /** Asked without labels too. The others say again what these say, and only labels can tell how much of it is new. */
  plain?: true;
  /** Null when there is nothing to measure: missing is no evidence. */
  of(pair: MeasuredPair): number | null;
  /** A value in words, without any word, name or coordinate of a report. */
  text(value: number): string;
}

export interface MeasuredPair {
  a: Sighting;
  b: Sighting;
  crowd: Crowd | null;
  rarity: Rarity;
}

export function measuredPair(a: Sighting, b: Sighting, { crowd, rarity }: Surroundings): MeasuredPair {
  return { a, b, crowd: crowd(a, b), rarity };
}

const HOUR = 3_600_000;
const others = (count: number, what: string) => `${count === 0 ? 'no other' : count} ${what}`;

function counted(name: string, read: (crowd: Crowd) => number, what: string): Measure {
  return { name, direction: -1, of: ({ crowd }) => crowd && read(crowd), text: (count) => others(count, what) };
}

export const MEASURES: readonly Measure[] = [
  {
    name: 'metres apart',
    plain: true,
    direction: -1,
    of: ({ a, b }) => (a.point && b.point ? distanceMetres(a.point, b.point) : null),
    text: (metres) => `${metres < 100 ? metres.toFixed(0) : Math.round(metres / 10) * 10} m apart`,
  },
  {
    name: 'hours apart',
    plain: true,
    direction: -1,
    of: ({ a, b }) => Math.max(0, Math.max(a.from, b.from) - Math.min(a.to, b.to)) / HOUR,
    text: (hours) => `${hours < 2 ? `${Math.round(hours * 60)} minutes` : `${hours.toFixed(0)} hours`} apart`,
  },
  {
    name: 'kind',
    plain: true,
    direction: 1,
    of: ({ a, b }) => (a.act === null || b.act === null ? null : Number(a.act === b.act)),
    text: (same) => (same ? 'the same kind' : 'two kinds'),
  },
  {
    name: 'rare words shared',
    plain: true,
    direction: 1,
    of: sharedWeight,
    text: (share) => `${Math.round(share * 100)} % of the weight of the words in common`,
  },
  {
    name: 'letters shared',
    direction: 1,
    of: ({ a, b }) => dice(a.words.letters, b.words.letters),
    text: (share) => `${Math.round(share * 100)} % of the letter groups in common`,
  },
  counted('nearer to either', ({ nearer }) => nearer.least, 'nearer to one of them'),
  counted('nearer to both', ({ nearer }) => nearer.most, 'nearer to the other of them'),
  counted('alike and nearer to either', ({ nearerAlike }) => nearerAlike.least, 'of its kind nearer to one of them'),
  counted('alike and nearer to both', ({ nearerAlike }) => nearerAlike.most, 'of its kind nearer to the other of them'),
  counted('nearer and sooner for either', ({ nearerAndSooner }) => nearerAndSooner.least, 'nearer in space and time to one of them'),
  counted('nearer and sooner for both', ({ nearerAndSooner }) => nearerAndSooner.most, 'nearer in space and time to the other of them'),
  counted('alike, nearer and sooner for either', (crowd) => crowd.nearerAndSoonerAlike.least, 'of its kind nearer in space and time to one of them'),
  counted('alike, nearer and sooner for both', (crowd) => crowd.nearerAndSoonerAlike.most, 'of its kind nearer in space and time to the other of them'),
  counted('alike between', ({ between }) => between, 'of their kind between the two'),
  counted('close by', ({ close }) => close, 'report close by'),
  counted('alike close by', ({ closeAlike }) => closeAlike, 'of their kind close by'),
  counted('alike around', ({ aroundAlike }) => aroundAlike, 'of their kind around'),
];

/** The weight of the words both use over the weight of all words used: rare words tell, common ones hardly. */
function sharedWeight({ a, b, rarity }: MeasuredPair): number | null {
  const [left, right] = [a.words.tokens, b.words.tokens];
  if (a.words.language !== b.words.language || left.size === 0 || right.size === 0) return null;
  let [shared, all] = [0, 0];
  for (const word of left) {
    const weight = rarity(word);
    all += weight;
    if (right.has(word)) shared += weight;
  }
  for (const word of right) if (!left.has(word)) all += rarity(word);
  return all === 0 ? null : shared / all;
}

function dice(left: ReadonlySet<string>, right: ReadonlySet<string>): number | null {
  if (left.size === 0 || right.size === 0) return null;
  let shared = 0;
  for (const letters of left) if (right.has(letters)) shared += 1;
  return (2 * shared) / (left.size + right.size);
}
