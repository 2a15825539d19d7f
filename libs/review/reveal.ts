// reveal.ts - how much of the opinions may this viewer see?
import type { CoChair } from '@hotline/agreement';
import type { Caller } from '@hotline/platform';

/** Who looks: a co-chair's reviewer, the secretariat (which sees all and decides nothing), or an auditor. */
export type Viewer = CoChair | 'OSE' | 'AUDITOR';

export function viewerOf({ role, side }: Pick<Caller, 'role' | 'side'>): Viewer {
  if (role === 'reviewer' && side) return side;
  return role === 'secretariat' ? 'OSE' : 'AUDITOR';
}

/** Whose an opinion is and whether its round has been opened: what may be known of any opinion. */
export interface Envelope {
  coChair: CoChair;
  round: number;
  isRevealed: boolean;
  /** A later round has begun: it speaks of the incident as it was. */
  isStale: boolean;
}

/** All that the other side learns of a sealed opinion: that it is there. Not when, not what. */
export interface Sealed {
  coChair: CoChair;
  round: number;
  isStale: boolean;
  status: 'FILED';
}

export type Revealed<T> = Omit<T, 'isRevealed'> & { status: 'REVEALED' | 'SEALED' };

/** One's own side's opinion in full; of the other's, until the round is opened, only that it is there. */
export function visibleOpinions<T extends Envelope>(filed: readonly T[], viewer: Viewer): (Revealed<T> | Sealed)[] {
  return [...filed]
    .sort((a, b) => a.round - b.round || (a.coChair < b.coChair ? -1 : 1))
    .map(({ isRevealed, ...opinion }) => {
      if (isRevealed) return { ...opinion, status: 'REVEALED' as const };
      const { coChair, round, isStale } = opinion;
      const isTheirs = viewer === 'OSE' || viewer === coChair;
      return isTheirs ? { ...opinion, status: 'SEALED' as const } : { coChair, round, isStale, status: 'FILED' as const };
    });
}
