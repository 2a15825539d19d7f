// plain-text.ts - one spelling for the variants that people and keyboards of three scripts produce; what differs after it differs.

/** Letters of neighbouring alphabets and final forms that stand for one another; a lone hamza comes and goes. */
const LETTERS: Readonly<Record<string, string>> = {
  ٱ: 'ا', ى: 'ي', ی: 'ي', ې: 'ي', ک: 'ك', گ: 'ك', ة: 'ه', ۀ: 'ه', ھ: 'ه', ہ: 'ه', پ: 'ب', چ: 'ج', ڤ: 'ف', ء: '',
};

/**
 * Presentation forms, ligatures, full width, case, vowel marks, diacritics, the stretching line and invisible direction marks go; alef and ya
 * forms become one; digits become ASCII. Words, spaces and punctuation stay.
 */
export function plainText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/и\u0306/giu, 'й') // a letter of its own, not a vowel with a mark
    .replace(/[\p{M}\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .toLowerCase()
    .replace(/[ٱىیېکگةۀھہپچڤء]/g, (letter) => LETTERS[letter]!);
}
