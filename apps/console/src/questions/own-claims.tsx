// own-claims.tsx - what a party claims in answer to what it is accused of: its liaison is told of the incident only that it may.
import { useTranslation } from 'react-i18next';
import type { ListedRequest } from '../api/shapes';
import { ClaimForm } from '../incident/claim-form';
import { ClaimLine } from '../incident/claim-line';
import { IncidentChoice } from '../incident/incident-choice';
import { useWords } from '../ui/words';

/** So much of a question names the incident it was asked about. */
const NAME = 70;

export function OwnClaims({ request: { incidentId, selfDefence }, requests }: { request: ListedRequest; requests: readonly ListedRequest[] }) {
  const { t } = useTranslation();
  const words = useWords();
  if (!selfDefence) return null;
  const { mayClaim, claims } = selfDefence;
  // A liaison knows other incidents by what was asked about them.
  const others = new Map(requests.filter((other) => other.incidentId !== incidentId).map(({ incidentId: id, question, askedAt }) => [id, `${words.moment(askedAt)} · \u2068${question.slice(0, NAME)}\u2069`]));
  return (
    <div className="own-claims">
      {claims.length > 0 && (
        <ul className="lines" aria-label={t('claim.yours')}>
          {claims.map((claim) => <ClaimLine key={claim.id} claim={claim} why={t(claim.threatIncidentId ? 'claim.groundsKept' : 'reason.noThreatNamed')}><b>{t('claim.yours')}</b></ClaimLine>)}
        </ul>
      )}
      {mayClaim && <p className="aside">{t('claim.ofParty')}</p>}
      {mayClaim && <ClaimForm incidentId={incidentId} parties={[]} threatChoice={(value, onChange) => <IncidentChoice label={t('claim.incident')} offered={[...others].map(([id, name]) => ({ id, name }))} value={value} onChange={onChange} />} />}
    </div>
  );
}
