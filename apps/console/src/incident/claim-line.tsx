// claim-line.tsx - one claim of self-defence, and how the policy judged it.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SelfDefenceClaim } from '../api/shapes';
import { Badge } from '../ui/badge';
import { useWords } from '../ui/words';

const TONES = { PROPORTIONATE: 'good', DISPROPORTIONATE: 'bad', UNPROVEN: 'UNKNOWN' } as const;

export function ClaimLine({ claim: { threat, judgement, claimedAt }, why, children }: { claim: Pick<SelfDefenceClaim, 'threat' | 'judgement' | 'claimedAt'>; why: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <li className="claim">
      <span className="grow">{children}</span>
      <Badge tone={TONES[judgement]}>{t(`claim.judgement.${judgement}`)}</Badge>
      <time className="aside num" dateTime={claimedAt}>{words.moment(claimedAt)}</time>
      <blockquote dir="auto">{threat}</blockquote>
      <p className="others aside">{why}</p>
    </li>
  );
}
