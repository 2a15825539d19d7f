// learn.ts - what people confirmed and split moves the weights of a model: little with few decisions, more with many.
import type { Model } from '../model';

/** A decision of people as it is exported: how each comparator answered, no words and no places. */
export interface AnsweredPair {
  a: string;
  b: string;
  label: 'same' | 'different';
  /** The level each comparator answered with; one that had nothing to compare is missing. */
  answers: Readonly<Record<string, string>>;
}

/** The model's own opinion counts as much as this many decided pairs on each level. */
const TRUST = 20;
/** People look at doubtful pairs only, so no level may move farther than this from where it was. */
const FARTHEST_BITS = 3;

/**
 * New bits for every level that was answered: the logarithm of m over u, each estimated from the pairs and from the model's
 * bits as if they had been seen before. Priors, vetoes and thresholds stay: decided pairs are no sample of all pairs.
 */
export function learn(pairs: readonly AnsweredPair[], model: Model, version: string): Model {
  const comparators = Object.fromEntries(
    Object.entries(model.comparators).map(([name, { levels }]) => {
      const answered = pairs.flatMap(({ answers, label }) => (answers[name] === undefined ? [] : [{ level: answers[name], same: label === 'same' }]));
      const [same, different] = [answered.filter((pair) => pair.same).length, answered.filter((pair) => !pair.same).length];
      const learnt = Object.entries(levels).map(([level, weight]) => {
        const count = (isSame: boolean) => answered.filter((pair) => pair.level === level && pair.same === isSame).length;
        if (count(true) + count(false) === 0 || same === 0 || different === 0) return [level, weight] as const;
        const [before, beside] = [2 ** (weight.bits / 2), 2 ** (-weight.bits / 2)];
        const m = (count(true) + TRUST * (before / (before + beside))) / (same + TRUST);
        const u = (count(false) + TRUST * (beside / (before + beside))) / (different + TRUST);
        const bits = Math.min(weight.bits + FARTHEST_BITS, Math.max(weight.bits - FARTHEST_BITS, Math.log2(m / u)));
        return [level, { ...weight, bits: Math.round(bits * 100) / 100 }] as const;
      });
      return [name, { levels: Object.fromEntries(learnt) }];
    }),
  );
  return { ...model, version, comparators };
}
