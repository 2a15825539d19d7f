// terms.ts - the part of the agreement that the five tests ask.
import type { Agreement, Policy } from '@hotline/agreement';

type Asked = 'regimes' | 'resolveParty' | 'isBoundAt' | 'isExcludedAt' | 'obligationFor' | 'responsibleCoChair' | 'ownForcesOf' | 'isOneFamily';

export interface Terms extends Pick<Agreement, Asked> {
  readonly policy: Pick<Policy, 'version' | 'verification' | 'gravity'>;
}
