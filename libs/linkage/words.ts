// words.ts - a text in the form in which two texts of one language can be compared.
import { createHash } from 'node:crypto';
import { nameKey } from '@hotline/zones';

export interface Words {
  /** Primary language, guessed from the script when the reporter named none. */
  language: string | null;
  /** Distinct content words, lightly stemmed. */
  tokens: ReadonlySet<string>;
  /** Equal for texts that differ in spelling variants, spacing, case and marks only. Null when there is too little text. */
  fingerprint: string | null;
  /** Distinct groups of three letters of the beginning: likeness that survives misspelling. */
  letters: ReadonlySet<string>;
}

const NO_WORDS: Words = { language: null, tokens: new Set(), fingerprint: null, letters: new Set() };
/** Texts with fewer words say the same thing by chance. */
const ENOUGH = 5;

export function wordsOf(text: string | null, language: string | null): Words {
  if (!text) return NO_WORDS;
  const all = normalise(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const spoken = language?.toLowerCase().split('-')[0] || languageOfScript(text);
  const tokens = new Set<string>();
  for (const word of all) {
    if (word.length < 2 || /^\p{N}+$/u.test(word) || STOP_WORDS.has(word)) continue;
    tokens.add(stem(word));
  }
  const fingerprint = all.length < ENOUGH ? null : createHash('sha256').update(all.join(' ')).digest('hex').slice(0, 24);
  return { language: spoken, tokens, fingerprint, letters: lettersOf(all) };
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

/** One spelling for the variants people and keyboards produce: presentation forms, alef and ya forms, ta marbuta, marks, digits. */
export function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u0640]/gu, '') // marks above and below, the Arabic stretching line
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[آأإٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ؤ/g, 'و')
    .replace(/ئ/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));
}

/** Cuts the endings and prefixes that grammar adds; crude on purpose, the same for both texts. */
function stem(word: string): string {
  if (/^\p{Script=Arabic}/u.test(word)) {
    const bare = word.length > 4 ? word.replace(/^[وفبكل]?ال/, '') : word;
    return bare.length > 4 ? bare.replace(/(ات|ون|ين|ها|يه|ه)$/, '') : bare;
  }
  if (/^\p{Script=Cyrillic}/u.test(word)) {
    return word.length > 5
      ? word.replace(/(ами|ями|ого|его|ому|ему|ыми|ими|ов|ев|ей|ой|ий|ый|ая|яя|ое|ее|ые|ие|ам|ям|ах|ях|ом|ем|ую|юю|а|я|о|е|ы|и|у|ю|ь)$/, '')
      : word;
  }
  return word.length > 4 ? word.replace(/(ings?|ed|es|s)$/, '') : word;
}

function languageOfScript(text: string): string | null {
  if (/\p{Script=Arabic}/u.test(text)) return 'ar';
  if (/\p{Script=Cyrillic}/u.test(text)) return 'ru';
  return null;
}

// Written as they look after `normalise`.
const STOP_WORDS = new Set(
  [
    'the and for with from that this was were has have had are not but about into near over after they their which who its been there than then also very',
    'of in on at to by an as is it or we he she be no',
    'في من على علي الي عن ان التي الذي هذا هذه مع كان كانت قد ما لا هو هي ثم بعد قبل بين',
    'в на и с со по из от до за к о об не что как это был была были у а но же для при после около',
  ]
    .join(' ')
    .split(' ')
    .map(normalise),
);
