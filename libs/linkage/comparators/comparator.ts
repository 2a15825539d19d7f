// comparator.ts - one question asked of two reports. The answer is a word; what the word weighs stands in the model.
import type { Model } from '../model';
import type { Rarity } from '../rarity';
import type { Sighting } from '../sighting';

export interface Comparator<Word extends string = string> {
  readonly name: string;
  /** Every answer it can give; the model must weigh each. */
  readonly levels: readonly Word[];
  /** Null when there is nothing to compare: missing is no evidence, for or against. Without `rarity` all words tell alike. */
  compare(a: Sighting, b: Sighting, model: Model, rarity?: Rarity): Answer<Word> | null;
}

export interface Answer<Word extends string = string> {
  level: Word;
  /** What was compared, for people. No words, names or coordinates of a report. */
  compared: string;
}
