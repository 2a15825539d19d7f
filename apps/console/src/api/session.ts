// session.ts - coming and going: the cookie is set and taken away by the service alone.
import { queryOptions } from '@tanstack/react-query';
import { credentialNow, forgetCredential, keepCookie } from '../session/credential';
import { ask, client, send } from './client';
import type { Enrolled, Issuer } from './shapes';

export const signInWays = queryOptions({
  queryKey: ['sign-in-ways'],
  queryFn: () => ask<{ csrfToken: string | null; issuers: Issuer[] }>(client.GET('/v1/session')),
  staleTime: Infinity,
  retry: false,
});

/** Goes on with the cookie of an earlier visit; a service that cannot be reached leaves the sign-in page, which says so. */
export async function resume(): Promise<void> {
  if (credentialNow() !== null) return;
  const { csrfToken } = await ask<{ csrfToken: string | null }>(client.GET('/v1/session')).catch(() => ({ csrfToken: null }));
  if (csrfToken) keepCookie(csrfToken);
}

export async function signInWithCode(login: string, password: string, code: string): Promise<void> {
  const { csrfToken } = await ask<{ csrfToken: string }>(client.POST('/v1/session', { body: { login, password, code } }));
  keepCookie(csrfToken);
}

export function enrol(invitation: string, password: string): Promise<Enrolled> {
  return ask<Enrolled>(client.POST('/v1/session/enrolment', { body: { invitation, password } }));
}

/** Over on the server first; a token is only forgotten. */
export async function signOut(): Promise<void> {
  if (credentialNow()?.by === 'cookie') await send('/v1/session', null, '', 'DELETE');
  forgetCredential();
}
