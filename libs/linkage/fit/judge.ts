// judge.ts - what a model says of labelled pairs, and where it is most wrong.
import { weigh, type Evidence } from '../evidence';
import type { Model } from '../model';
import type { Surroundings } from '../surroundings';
import type { Judged } from './curve';
import { isInside, valuesOf } from './fit-model';
import type { LabelledPair } from './read-records';

export interface JudgedPair extends Judged {
  a: string;
  b: string;
  evidence: Evidence[];
}

/** Pairs outside the model's window are left out: it was not made for them. */
export function judge(pairs: readonly LabelledPair[], model: Model, surroundings: Surroundings): JudgedPair[] {
  return pairs.flatMap(({ a, b, same }) => {
    if (model.fitted && !isInside(valuesOf(a, b, surroundings), model.fitted.window)) return [];
    const { bits, evidence } = weigh(a, b, model, surroundings);
    return [{ a: a.reportId, b: b.reportId, same, bits, evidence }];
  });
}

/** The errors that lie farthest on the wrong side of a threshold. */
export function worstErrors(judged: readonly JudgedPair[], threshold: number, most = 20): JudgedPair[] {
  return judged
    .filter(({ bits, same }) => same !== bits >= threshold)
    .sort((left, right) => Math.abs(right.bits - threshold) - Math.abs(left.bits - threshold))
    .slice(0, most);
}

/** One line: the verdict, the sum, and its largest parts. */
export function errorText({ a, b, same, bits, evidence }: JudgedPair): string {
  const parts = evidence
    .filter((line) => line.comparator !== 'prior' && line.bits !== 0)
    .sort((left, right) => Math.abs(right.bits) - Math.abs(left.bits))
    .slice(0, 5)
    .map((line) => `${line.bits > 0 ? '+' : ''}${line.bits.toFixed(1)} ${line.compared}`);
  return `${a} ${b} labelled ${same ? 'same' : 'different'}, ${bits.toFixed(1)} bits: ${parts.join('; ')}`;
}
