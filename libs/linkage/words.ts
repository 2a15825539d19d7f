// words.ts - a text in the form in which two texts of one language can be compared.
import { createHash } from 'node:crypto';
import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stopwords as arabicStopWords } from '@orama/stopwords/arabic';
import { stopwords as englishStopWords } from '@orama/stopwords/english';
import { stopwords as russianStopWords } from '@orama/stopwords/russian';
import { plainText } from '@hotline/platform';
import { nameKey } from '@hotline/zones';

export interface Words {
  /** Primary language, guessed from the script when the reporter named none. */
  language: string | null;
  /** Distinct content words, stemmed. */
  tokens: ReadonlySet<string>;
  /** Equal for texts that differ in spelling variants, spacing, case and marks only. Null when there is too little text. */
  fingerprint: string | null;
  /** Distinct groups of three letters of the beginning: likeness that survives misspelling. */
  readonly letters: ReadonlySet<string>;
}

const NO_WORDS: Words = { language: null, tokens: new Set(), fingerprint: null, letters: new Set() };
/** Texts with fewer words say the same thing by chance. */
const ENOUGH = 5;

export function wordsOf(text: string | null, language: string | null): Words {
  if (!text) return NO_WORDS;
  const all = plainText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const spoken = language?.toLowerCase().split('-')[0] || languageOfScript(text);
  const tokens = new Set<string>();
  for (const word of all) {
    if (word.length < 2 || /^\p{N}+$/u.test(word) || STOP_WORDS.has(word)) continue;
    tokens.add(stem(word, spoken));
  }
  const fingerprint = all.length < ENOUGH ? null : createHash('sha256').update(all.join(' ')).digest('hex').slice(0, 24);
  let letters: ReadonlySet<string> | null = null;
  return {
    language: spoken,
    tokens,
    fingerprint,
    // Made when they are first asked for: most texts are never compared letter by letter.
    get letters() {
      return (letters ??= lettersOf(all));
    },
  };
}

/** As much of a text as a headline has. */
const MOST_LETTERS = 300;

function lettersOf(words: readonly string[]): Set<string> {
  const text = ` ${words.join(' ').slice(0, MOST_LETTERS)} `;
  const letters = new Set<string>();
  for (let at = 0; at + 3 <= text.length; at += 1) letters.add(text.slice(at, at + 3));
  return letters;
}

/** A place name by its consonants, the same from three scripts; null when too few are left to tell names apart. */
export function soundOf(name: string | null): string | null {
  const sound = name ? nameKey(name).skeleton : '';
  return sound.length < 3 ? null : sound;
}

/** By the script of the word: a Russian text may quote Arabic. Latin words of a language without a stemmer here stay as they are. */
function stem(word: string, language: string | null): string {
  if (/^\p{Script=Arabic}/u.test(word)) return arabic(word);
  if (/^\p{Script=Cyrillic}/u.test(word)) return russian(word);
  return language === null || language === 'en' ? english(word) : word;
}

function languageOfScript(text: string): string | null {
  if (/\p{Script=Arabic}/u.test(text)) return 'ar';
  if (/\p{Script=Cyrillic}/u.test(text)) return 'ru';
  return null;
}

const STOP_WORDS = new Set([...arabicStopWords, ...englishStopWords, ...russianStopWords].map(plainText));
