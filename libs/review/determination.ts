// determination.ts - what follows from two opinions. Nothing is averaged, and nobody wins by being alone in his own cause.
import type { CoChair, Determination, Verdict } from '@hotline/agreement';

export interface Opinion {
  verdict: Verdict;
  /** The co-chair's own forces are among the alleged perpetrators. */
  interested: boolean;
}

export type Opinions = Readonly<Record<CoChair, Opinion | null>>;

export interface Finding {
  outcome: Determination;
  why: string;
  /** The secretariat is told: a co-chair has spoken of its own forces. */
  needsOseNotice: boolean;
}

const JOINT = { VIOLATION: 'JOINT_VIOLATION', NO_VIOLATION: 'JOINT_NO_VIOLATION', UNABLE_TO_RULE: 'JOINT_UNABLE' } as const;
type Ruling = keyof typeof JOINT;

/**
 * Both rule alike: joint. Both rule differently: disputed. One rules while the other recused itself or stayed silent past
 * the deadline: single-sided, unless it would clear, or spare a ruling on, its own forces. Otherwise nothing follows yet.
 */
export function determine({ US, RU }: Opinions): Finding {
  if (!US || !RU) return { outcome: 'PENDING', why: waitingFor(US, RU), needsOseNotice: false };
  const needsOseNotice = US.interested || RU.interested;
  const said = `US ${US.verdict}, RU ${RU.verdict}`;
  const find = (outcome: Determination, why: string): Finding => ({ outcome, why: `${said}: ${why}`, needsOseNotice });
  if (isRuling(US.verdict) && isRuling(RU.verdict)) {
    if (US.verdict === RU.verdict) return find(JOINT[US.verdict], 'both rule alike');
    return find('DISPUTED', 'the co-chairs rule differently');
  }
  const [side, opinion] = isRuling(US.verdict) ? (['US', US] as const) : (['RU', RU] as const);
  if (!isRuling(opinion.verdict)) return find('PENDING', 'neither co-chair rules');
  if (opinion.interested && opinion.verdict !== 'VIOLATION') return find('PENDING', `${side} is interested and cannot decide alone in its own favour`);
  return find(`SINGLE_SIDED_${side}`, `${side} alone rules`);
}

function isRuling(verdict: Verdict): verdict is Ruling {
  return verdict in JOINT;
}

function waitingFor(US: Opinion | null, RU: Opinion | null): string {
  return `waiting for ${[US ? [] : 'US', RU ? [] : 'RU'].flat().join(' and ')}`;
}
