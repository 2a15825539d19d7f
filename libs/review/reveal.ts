// reveal.ts - how much of the two opinions may this viewer see?
import type { CoChair } from '@hotline/agreement';

/** Who looks: a co-chair's reviewer, the secretariat (which sees all and decides nothing), or an auditor. */
export type Viewer = CoChair | 'OSE' | 'AUDITOR';

export interface Sealed {
  coChair: CoChair;
  status: 'FILED';
}

export type Revealed<T> = T & { status: 'REVEALED' | 'SEALED' };

/** Both have filed: nothing is sealed any more. */
export function isRevealed(filed: readonly { coChair: CoChair }[]): boolean {
  return new Set(filed.map(({ coChair }) => coChair)).size === 2;
}

/** One's own side's opinion in full; of the other's, until both have filed, only that it is there. */
export function visibleOpinions<T extends { coChair: CoChair }>(filed: readonly T[], viewer: Viewer): (Revealed<T> | Sealed)[] {
  const open = isRevealed(filed);
  return [...filed]
    .sort((a, b) => (a.coChair < b.coChair ? -1 : 1))
    .map((opinion) => {
      if (open) return { ...opinion, status: 'REVEALED' as const };
      const isTheirs = viewer === 'OSE' || viewer === opinion.coChair;
      return isTheirs ? { ...opinion, status: 'SEALED' as const } : { coChair: opinion.coChair, status: 'FILED' as const };
    });
}
