// preferences.ts - how somebody likes the page; the only thing about a person that outlives the tab.
export type Preference = 'language' | 'theme';

export function preference(name: Preference): string | null {
  try {
    return localStorage.getItem(`hotline.${name}`);
  } catch {
    return null;
  }
}

export function prefer(name: Preference, value: string): void {
  try {
    localStorage.setItem(`hotline.${name}`, value);
  } catch {
    // A browser that keeps nothing still works; it only forgets.
  }
}

export type Theme = 'system' | 'light' | 'dark';

export function themeNow(): Theme {
  const kept = preference('theme');
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function dress(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  prefer('theme', theme);
}
