// party-name.ts - one spelling for the many ways people write who did it, in Arabic, Russian and English.
import { plainText } from '@hotline/platform';

export interface PartyName {
  key: string;
  /** The reporter was not sure: "maybe Russian", "(alleged)", "предположительно". */
  isHedged: boolean;
}

const HEDGES = new Set(
  [
    'maybe', 'perhaps', 'alleged', 'allegedly', 'suspected', 'presumed', 'presumably', 'probable', 'probably', 'possible', 'possibly', 'reportedly', 'likely',
    'возможно', 'вероятно', 'предположительно', 'предполагаемые', 'предполагаемый', 'кажется',
    'ربما', 'يعتقد', 'يرجح', 'مزعوم', 'محتمل', 'المحتمل',
  ].map(plain),
);
const ARTICLES = new Set(['the', 'al', 'el']);

export function partyName(text: string): PartyName {
  const words = plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const sure = words.filter((word) => !HEDGES.has(word));
  const bare = sure.map((word) => (/^ال[\u0621-\u064A]{2,}/.test(word) ? word.slice(2) : word)).filter((word) => !ARTICLES.has(word));
  return { key: (bare.length > 0 ? bare : sure).join(' '), isHedged: sure.length < words.length };
}

/** Apostrophes stand for letters that Latin does not have; people leave them out. */
function plain(text: string): string {
  return plainText(text).replace(/[’‘'`ʿʾʻʼ´]/g, '');
}
