// index.ts - three languages, one of them loaded; the direction of the page follows.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { preference, prefer } from '../ui/preferences';
import en from './en.json';

export const LANGUAGES = { en: 'English', ar: 'العربية', ru: 'Русский' } as const;
export type Language = keyof typeof LANGUAGES;

const load: Record<Exclude<Language, 'en'>, () => Promise<{ default: object }>> = { ar: () => import('./ar.json'), ru: () => import('./ru.json') };

export async function startLanguages(): Promise<void> {
  await i18next.use(initReactI18next).init({ resources: { en: { translation: en } }, lng: 'en', fallbackLng: 'en', interpolation: { escapeValue: false }, returnNull: false });
  const wanted = preference('language') ?? navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
  await speak(isLanguage(wanted) ? wanted : 'en');
}

export async function speak(language: Language): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', (await load[language]()).default);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  prefer('language', language);
}

function isLanguage(text: string): text is Language {
  return text in LANGUAGES;
}
