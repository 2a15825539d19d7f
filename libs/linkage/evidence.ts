// evidence.ts - what all comparators together say of two reports, in bits, each part kept for people to check.
import { COMPARATORS } from './comparators';
import type { Model } from './model';
import type { Sighting } from './sighting';

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

/** Sums the prior and every answer. A comparator the model does not weigh is not asked. */
export function weigh(a: Sighting, b: Sighting, model: Model): Weighed {
  const answers = COMPARATORS.flatMap(({ name, compare }) => {
    const levels = model.comparators[name]?.levels;
    const answer = levels && compare(a, b, model);
    const weight = answer && levels[answer.level];
    return weight ? [{ comparator: name, ...answer, ...weight }] : [];
  });
  const agreeing = new Set(answers.filter(({ bits }) => bits > 0).map(({ comparator }) => comparator));
  const heard = answers.filter(({ unless }) => !unless || !agreeing.has(unless));
  const prior = { comparator: 'prior', level: 'neighbours', compared: 'any two reports of one neighbourhood', bits: model.priorBits };
  return {
    bits: round(heard.reduce((sum, { bits }) => sum + bits, model.priorBits)),
    evidence: [prior, ...heard.map(({ comparator, level, compared, bits }) => ({ comparator, level, compared, bits }))],
    vetoes: heard.flatMap(({ veto }) => veto ?? []),
  };
}

export function round(bits: number): number {
  return Math.round(bits * 100) / 100;
}
