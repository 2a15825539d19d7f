// issuer-side.ts - whom may an issuer sign in? Its own side's people: one issuer in wrong hands gives away one side.
import type { Issuer, Side } from '@hotline/platform';

export function isOfIssuer(issuer: Issuer['side'], side: Side | null): boolean {
  return issuer === (side ?? 'OSE');
}
