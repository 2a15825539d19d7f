// session.ts - coming and going: the cookie is set and taken away by the service alone.
import { queryOptions } from '@tanstack/react-query';
import { credentialNow, forgetCredential, keepCookie } from '../session/credential';
import { ask, client } from './client';

export const signInWays = queryOptions({
  queryKey: ['sign-in-ways'],
  queryFn: () => ask(client.GET('/v1/session')),
  staleTime: Infinity,
  retry: false,
});

/** Goes on with the cookie of an earlier visit; a service that cannot be reached leaves the sign-in page, which says so. */
export async function resume(): Promise<void> {
  if (credentialNow() !== null) return;
  const { csrfToken } = await ask(client.GET('/v1/session')).catch(() => ({ csrfToken: null }));
  if (csrfToken) keepCookie(csrfToken);
}

export async function signInWithCode(login: string, password: string, code: string): Promise<void> {
  const { csrfToken } = await ask(client.POST('/v1/session', { body: { login, password, code } }));
  keepCookie(csrfToken);
}

export function enrol(invitation: string, password: string) {
  return ask(client.POST('/v1/session/enrolment', { body: { invitation, password } }));
}

/** Over on the server first; a token is only forgotten. */
export async function signOut(): Promise<void> {
  if (credentialNow()?.by === 'cookie') await ask(client.DELETE('/v1/session'));
  forgetCredential();
}
