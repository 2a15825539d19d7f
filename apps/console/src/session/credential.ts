// credential.ts - how this tab is signed in: by the browser's cookie, which no script can read, or by a token that is gone with the tab.
const KEY = 'hotline.token';

export type Credential = { by: 'token'; token: string } | { by: 'cookie'; csrfToken: string };

const listeners = new Set<() => void>();
const kept = sessionStorage.getItem(KEY);
let credential: Credential | null = kept === null ? null : { by: 'token', token: kept };

export function credentialNow(): Credential | null {
  return credential;
}

export function keepToken(token: string): void {
  sessionStorage.setItem(KEY, token);
  become({ by: 'token', token });
}

/** The cookie itself is the browser's; this is what changes must carry beside it. */
export function keepCookie(csrfToken: string): void {
  become({ by: 'cookie', csrfToken });
}

export function forgetCredential(): void {
  sessionStorage.removeItem(KEY);
  if (credential !== null) become(null);
}

/** What a request carries to be the signed-in person's. */
export function credentialHeaders(): Record<string, string> {
  if (credential === null) return {};
  return credential.by === 'token' ? { authorization: `Bearer ${credential.token}` } : { 'x-csrf-token': credential.csrfToken };
}

export function onCredentialChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(next: Credential | null): void {
  credential = next;
  for (const tell of listeners) tell();
}
