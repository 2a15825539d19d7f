// token.ts - the token of this tab: gone when the tab is closed, never written where another user of the machine finds it.
const KEY = 'hotline.token';

const listeners = new Set<() => void>();
let token: string | null = sessionStorage.getItem(KEY);

export function tokenNow(): string | null {
  return token;
}

export function keepToken(next: string): void {
  token = next;
  sessionStorage.setItem(KEY, next);
  for (const tell of listeners) tell();
}

export function forgetToken(): void {
  if (token === null) return;
  token = null;
  sessionStorage.removeItem(KEY);
  for (const tell of listeners) tell();
}

export function onTokenChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
