// evidence.ts - what all comparators together say of two reports, in bits, each part kept for people to check.
import { COMPARATORS } from './comparators';
import { MEASURES, measuredPair } from './measures';
import type { Model } from './model';
import type { Sighting } from './sighting';
import type { Surroundings } from './surroundings';

/** One line of the waterfall that is stored with a decision and shown to people. */
export interface Evidence {
  comparator: string;
  level: string;
  compared: string;
  /** log2 of how much likelier this is of one incident than of two. */
  bits: number;
}

export interface Weighed {
  bits: number;
  evidence: Evidence[];
  /** Why the sum alone must not link these two. */
  vetoes: string[];
}

/** Sums the prior and every answer. A comparator or measure the model does not weigh is not asked; measures need the surroundings, words are weighed by them. */
export function weigh(a: Sighting, b: Sighting, model: Model, surroundings?: Surroundings): Weighed {
  const answers = COMPARATORS.flatMap(({ name, compare }) => {
    const levels = model.comparators[name]?.levels;
    const answer = levels && compare(a, b, model, surroundings?.rarity);
    const weight = answer && levels[answer.level];
    return weight ? [{ comparator: name, ...answer, ...weight }] : [];
  });
  const agreeing = new Set(answers.filter(({ bits }) => bits > 0).map(({ comparator }) => comparator));
  const heard = answers.filter(({ unless }) => !unless || !agreeing.has(unless));
  const measured = surroundings ? measure(a, b, model, surroundings) : [];
  const prior = { comparator: 'prior', level: 'neighbours', compared: 'any two reports of one neighbourhood', bits: model.priorBits };
  return {
    bits: round([...heard, ...measured].reduce((sum, { bits }) => sum + bits, model.priorBits)),
    evidence: [prior, ...heard.map(({ comparator, level, compared, bits }) => ({ comparator, level, compared, bits })), ...measured],
    vetoes: heard.flatMap(({ veto }) => veto ?? []),
  };
}

function measure(a: Sighting, b: Sighting, { measures = {} }: Model, surroundings: Surroundings): Evidence[] {
  const pair = measuredPair(a, b, surroundings);
  return MEASURES.flatMap(({ name, of, text }) => {
    const levels = measures[name]?.levels;
    const value = levels ? of(pair) : null;
    const level = value === null ? undefined : levels?.find(({ upTo }) => upTo === null || value <= upTo);
    if (value === null || !level) return [];
    return [{ comparator: name, level: level.upTo === null ? 'more' : `up to ${round(level.upTo)}`, compared: text(value), bits: level.bits }];
  });
}

export function round(bits: number): number {
  return Math.round(bits * 100) / 100;
}
