// place-name.ts - one spelling for the many ways people write a place: Arabic, Russian or English, typed in a hurry.
import { plainText } from '@hotline/platform';

/** A name reduced for comparing. */
export interface NameKey {
  script: 'arabic' | 'latin';
  /** Words without articles and kind words ("town", "مركز"), run together: lost spaces and hyphens make no difference. */
  compact: string;
  /** Consonants only, in one alphabet for all scripts: what survives transliteration. */
  skeleton: string;
  /** What kind of place the name says it is ("city of ...", "محافظة ..."), or null. */
  kind: PlaceKind | null;
}

export type PlaceKind = 'settlement' | 'district' | 'governorate';

export function nameKey(name: string): NameKey {
  const text = plainText(name);
  const script = /[\u0621-\u064A]/.test(text) ? 'arabic' : 'latin';
  const all = script === 'arabic' ? arabicWords(text) : latinWords(text);
  const named = all.filter((word) => !KINDS.has(word));
  const words = named.length > 0 ? named : all;
  const kind = named.length > 0 ? all.map((word) => KINDS.get(word)).find(Boolean) : null;
  return {
    script,
    compact: words.join(''),
    skeleton: words.map(script === 'arabic' ? arabicSkeleton : latinSkeleton).join(''),
    kind: kind ?? null,
  };
}

/** Words that say what kind of place it is; Russian ones as they are transliterated below. */
const KINDS = new Map<string, PlaceKind>([
  ...['مركز', 'مدينه', 'بلده', 'قريه', 'حي', 'markaz', 'city', 'town', 'village', 'gorod', 'derevnya', 'selo', 'poselok'].map((word) => [word, 'settlement'] as const),
  ...['ناحيه', 'منطقه', 'district', 'subdistrict', 'nahiya', 'nahiyah', 'rayon', 'raion'].map((word) => [word, 'district'] as const),
  ...['محافظه', 'governorate', 'province', 'provintsiya', 'mukhafaza'].map((word) => [word, 'governorate'] as const),
]);

// Arabic ------------------------------------------------------------------------------------------------------------

function arabicWords(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => (/^ال.{2,}/.test(word) ? word.slice(2) : word));
}

const ARABIC_TO_CONSONANT: Record<string, string> = {
  ب: 'b', ت: 't', ث: 't', ج: 'j', ح: 'h', خ: 'h', د: 'd', ذ: 'd', ر: 'r', ز: 'z', س: 's', ش: 'c', ص: 's', ض: 'd', ط: 't', ظ: 'z',
  غ: 'g', ف: 'f', ق: 'k', ك: 'k', ل: 'l', م: 'm', ن: 'n', ه: 'h',
};

function arabicSkeleton(word: string): string {
  const letters = [...word.replace(/ه$/, '')];
  return letters.map((letter) => ARABIC_TO_CONSONANT[letter] ?? (/[0-9]/.test(letter) ? letter : '')).join('');
}

// Latin and Cyrillic ------------------------------------------------------------------------------------------------

const CYRILLIC: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r',
  с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sh', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
};

/** The article in all its assimilated forms; it comes and goes ("Rastan", "Ar-Rastan", "Эр-Растан"). */
const ARTICLE = /^[aeiu](?:[ltdrnsz]|sh|th|dh)$/;

function latinWords(text: string): string[] {
  const letters = text.replace(/[а-я]/g, (letter) => CYRILLIC[letter]!).replace(/[’‘'`ʿʾʻʼ´]/g, '');
  const words = letters.match(/[\p{L}\p{N}]+/gu) ?? [];
  const named = words.filter((word) => !ARTICLE.test(word));
  return named.length > 0 ? named : [...words];
}

/** Groups of letters that stand for one sound, in the order they are tried. */
const SOUNDS: [RegExp, string][] = [
  [/dzh|dj|zh/g, 'j'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/sh|ch/g, 'c'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/ph/g, 'f'],
  [/ck|q/g, 'k'],
  [/x/g, 'ks'],
  [/p/g, 'b'],
  [/h$/, ''],
  [/(.)\1/g, '$1'],
  [/[aeiouywv]/g, ''],
];

function latinSkeleton(word: string): string {
  return SOUNDS.reduce((text, [letters, sound]) => text.replace(letters, sound), word);
}
