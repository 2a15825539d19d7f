// words.tsx - times, distances, places and parties as people read them, in their language and in the agreement's time zone.
import { createContext, useContext, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { IncidentItem, Me, Names, ZoneItem } from '../api/shapes';
import { me, zones } from '../api/queries';
import en from '../i18n/en.json';
import { tellerOf } from '../i18n/told';
import { credentialNow, onCredentialChange } from '../session/credential';

/** Latin digits in every language: times and counts are compared between sides that read different ones. */
function tagOf(language: string): string {
  return language === 'ar' ? 'ar-u-nu-latn' : language === 'ru' ? 'ru' : 'en-GB';
}

export type Translate = ReturnType<typeof useTranslation>['t'];

export interface Words {
  language: string;
  timeZone: string;
  /** Hours for both opinions, by the policy; null until it is known. */
  opinionHours: number | null;
  /** 29 Feb 2016 */
  day(at: string | number | Date): string;
  /** 11:20 */
  clock(at: string | number | Date): string;
  /** 29 Feb 2016, 11:20 */
  moment(at: string | number | Date): string;
  /** 29 Feb, 11:20–11:50 */
  span(from: string, to: string): string;
  /** 2 days, 3 h, 12 min */
  lasting(ms: number): string;
  /** 29 Feb */
  dayAndMonth(at: string | number | Date): string;
  distance(metres: number): string;
  number(value: number): string;
  bytes(value: number): string;
  /** Between the parts of an enumeration. */
  comma: string;
  list(parts: readonly string[]): string;
  name(names: Names | undefined, fallback: string): string;
  party(code: string): string;
  place(incident: Pick<IncidentItem, 'zones' | 'pcode'>): string;
  zone(code: string): string;
  /** A reason of the service in the reader's language; null where it is not known. */
  told(sentence: string): string | null;
}

const Given = createContext<Words | null>(null);

export function useWords(): Words {
  return useContext(Given)!;
}

/** Made once for the whole page: formatters are costly, and a list has many rows. */
export function WordsProvider({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const credential = useSyncExternalStore(onCredentialChange, credentialNow);
  const { data: who } = useQuery({ ...me, enabled: credential !== null });
  const { data: known } = useQuery({ ...zones, enabled: who !== undefined && who.role !== 'monitor' && who.role !== 'liaison' });
  const words = useMemo(() => wordsOf(i18n.language, who, known ?? [], (key, values) => t(key as 'time.days', values as { count: number })), [i18n.language, who, known, t]);
  return <Given value={words}>{children}</Given>;
}

/** Where a code of the service may have a word, beside the names of parties and zones. */
const CODES = ['act', 'weapon', 'target', 'verdict', 'factStatus', 'zoneType', 'threat', 'gravity', 'determination'] as const;

function wordsOf(language: string, who: Me | undefined, known: ZoneItem[], say: (key: string, values: Record<string, unknown>) => string): Words {
  const count = (key: string, number: number) => say(key, { count: number });
  const tag = tagOf(language);
  const timeZone = who?.agreement.timeZone ?? 'UTC';
  const day = new Intl.DateTimeFormat(tag, { timeZone, day: 'numeric', month: 'short', year: 'numeric' });
  const clock = new Intl.DateTimeFormat(tag, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayAndMonth = new Intl.DateTimeFormat(tag, { timeZone, day: 'numeric', month: 'short' });
  const comma = language === 'ar' ? '، ' : ', ';
  // A date between Latin words falls apart in a line that runs from right to left, unless it is kept together.
  const whole = (text: string) => (language === 'ar' ? `\u2068${text}\u2069` : text);
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const parties = new Map(who?.agreement.parties.map(({ code, names }) => [code, names]));
  const byCode = new Map(known.map((zone) => [zone.code, zone]));
  const nameOf = (names: Names | undefined, fallback: string) => names?.[language as keyof Names] ?? names?.en ?? fallback;
  const zone = (code: string) => nameOf(byCode.get(code)?.names, code);
  const words: Words = {
    language,
    timeZone,
    opinionHours: who?.agreement.opinionHours ?? null,
    day: (at) => whole(day.format(new Date(at))),
    dayAndMonth: (at) => dayAndMonth.format(new Date(at)),
    clock: (at) => clock.format(new Date(at)),
    moment: (at) => whole(`${day.format(new Date(at))}${comma}${clock.format(new Date(at))}`),
    span: (from, to) => {
      const [a, b] = [new Date(from), new Date(to)];
      const begins = `${day.format(a)}${comma}${clock.format(a)}`;
      if (from === to) return whole(begins);
      if (day.format(a) === day.format(b)) return whole(`${begins}–${clock.format(b)}`);
      return whole(`${begins} – ${day.format(b)}${comma}${clock.format(b)}`);
    },
    lasting: (ms) => {
      const minutes = Math.round(Math.abs(ms) / 60_000);
      if (minutes < 1) return count('time.minutes', 0);
      if (minutes < 60) return count('time.minutes', minutes);
      const hours = Math.floor(minutes / 60);
      if (hours < 48) return `${count('time.hours', hours)}${hours < 6 && minutes % 60 ? ` ${count('time.minutes', minutes % 60)}` : ''}`;
      return count('time.days', Math.floor(hours / 24));
    },
    distance: (metres) => {
      const km = metres >= 1_000;
      return new Intl.NumberFormat(tag, { style: 'unit', unit: km ? 'kilometer' : 'meter', unitDisplay: 'short', maximumFractionDigits: km && metres < 10_000 ? 1 : 0 }).format(km ? metres / 1_000 : metres);
    },
    number: (value) => number.format(value),
    bytes: (value) => new Intl.NumberFormat(tag, { style: 'unit', unit: value < 1e6 ? 'kilobyte' : 'megabyte', unitDisplay: 'short', maximumFractionDigits: 1 }).format(value / (value < 1e6 ? 1e3 : 1e6)),
    comma,
    list: (parts) => parts.join(comma),
    name: nameOf,
    party: (code) => nameOf(parties.get(code), code.replace(/_/g, ' ')),
    zone,
    place: ({ zones: codes, pcode }) => {
      const named = codes.map((code) => byCode.get(code)).filter((found): found is ZoneItem => found !== undefined);
      const [narrowest] = named.sort((a, b) => (b.level ?? 9) - (a.level ?? 9));
      if (narrowest === undefined) return pcode ?? '';
      // A besieged area is named with the governorate it lies in.
      const admin = named.find(({ level }) => level === 1);
      return admin && narrowest.level === null ? `${nameOf(narrowest.names, narrowest.code)}${comma}${nameOf(admin.names, admin.code)}` : nameOf(narrowest.names, narrowest.code);
    },
    told: () => null,
  };
  const word = (code: string) => {
    if (parties.has(code)) return words.party(code);
    if (byCode.has(code)) return zone(code);
    const group = CODES.find((one) => code in en[one]);
    return group ? say(`${group}.${code}`, {}) : code;
  };
  return { ...words, told: tellerOf(en, say, { ...words, word, semicolon: language === 'ar' ? '؛ ' : '; ' }) };
}
