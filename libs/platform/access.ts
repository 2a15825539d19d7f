// access.ts - who may do what: the one table that the guard, the tests and the documents read.

export const ROLES = ['monitor', 'reviewer', 'secretariat', 'auditor', 'liaison', 'delineation', 'admin'] as const;
export type Role = (typeof ROLES)[number];
export type Side = 'US' | 'RU';

/** Do people of this role stand for one co-chair? */
export function hasSide(role: Role): boolean {
  return role === 'reviewer' || role === 'delineation';
}

/** `public` needs no token. Nobody who has an account may be refused when bringing a report (Annex: any party may report). */
export const ACCESS = {
  'service.health': ['public'],
  'report.submit': ROLES,
  'public.report': ['public'],
  'receipt.read': ['public'],
  'incident.read': ['reviewer', 'secretariat', 'auditor'],
  'incident.verify': ['reviewer'],
  'opinion.file': ['reviewer'],
  'triage.read': ['reviewer', 'secretariat'],
  'triage.filter': ['reviewer', 'secretariat'],
  'triage.work': ['reviewer'],
  'information.request': ['reviewer', 'secretariat'],
  'information.read': ['reviewer', 'secretariat', 'auditor', 'liaison'],
  'information.reply': ['liaison'],
  'receipt.answer': ['public'],
  'self-defence.claim': ['liaison', 'reviewer'],
  'response.record': ['reviewer', 'secretariat'],
  'incident.close': ['reviewer'],
  'referral.read': ['reviewer', 'secretariat', 'auditor'],
  'referral.sign': ['reviewer'],
  'referral.record-decision': ['secretariat'],
  'event.read': ['reviewer', 'secretariat', 'auditor', 'liaison'],
  'webhook.manage': ['admin'],
  'notice.read': ['secretariat'],
  'incident.restructure': ['reviewer'],
  'linkage.learn': ['secretariat', 'admin'],
  'export.read': ['auditor', 'secretariat'],
  'bulletin.read': ['reviewer', 'secretariat', 'auditor'],
  'export.verifier': ['public'],
  'log.read': ROLES,
  'log.fsck': ['auditor', 'secretariat', 'admin'],
  'log.erase': ['admin'],
  'zone.read': ROLES,
  'zone.import': ['delineation', 'admin'],
  'operations.read': ['admin'],
  'operations.act': ['admin'],
  'regime.read': ROLES,
  'agreement.read': ['reviewer', 'secretariat', 'auditor', 'admin'],
  'agreement.apply': ['admin'],
  'liaison.read': ['liaison'],
  'place.read': ROLES,
  'zone.compare': ['reviewer', 'secretariat', 'auditor', 'delineation', 'admin'],
  'place.import': ['admin'],
  'key.manage': ['admin'],
  'retention.run': ['admin'],
  'self.read': ROLES,
  'session.open': ['public'],
  'session.end': ROLES,
  'person.manage': ['admin'],
} as const satisfies Record<string, readonly (Role | 'public')[]>;

export type Action = keyof typeof ACCESS;

export interface Caller {
  accountId: string;
  role: Role;
  /** Of reviewers and delineation officers only. */
  side: Side | null;
  /** Two accounts of one organisation are one source. */
  organisationId: string;
  partyCode: string | null;
  label: string;
  /** Of a caller with an API key: what the key may be used for, out of what the role may do. */
  scopes?: readonly string[];
}

export function mayDo(role: Role | null, action: Action): boolean {
  const allowed: readonly string[] = ACCESS[action];
  return allowed.includes('public') || (role !== null && allowed.includes(role));
}
