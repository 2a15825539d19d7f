// referral-state.ts - where a referral stands: both co-chairs sign, then the Ministers decide.
import type { CoChair } from '@hotline/agreement';

export const REFERRAL_STATES = ['PROPOSED', 'DECLINED', 'REFERRED', 'DECIDED'] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

/** What each side last said, and whether the Ministers' decision is on record. */
export interface ReferralStanding {
  said: Readonly<Record<CoChair, boolean | null>>;
  isDecided: boolean;
}

export function referralState({ said, isDecided }: ReferralStanding): ReferralState {
  if (isDecided) return 'DECIDED';
  if (said.US && said.RU) return 'REFERRED';
  return said.US === false || said.RU === false ? 'DECLINED' : 'PROPOSED';
}
