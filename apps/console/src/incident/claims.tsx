// claims.tsx - who claims to have answered a threat: with this incident, or this one with another.
import { useTranslation } from 'react-i18next';
import type { IncidentDetail, Me } from '../api/shapes';
import { Told } from '../ui/told';
import { useWords } from '../ui/words';
import { ClaimForm } from './claim-form';
import { ClaimLine } from './claim-line';
import { IncidentName } from './incident-name';
import { OtherIncident } from './other-incident';

export function Claims({ incident, who }: { incident: IncidentDetail; who: Me }) {
  const { t } = useTranslation();
  const words = useWords();
  const { selfDefenceClaims, perpetrators, absorbedInto } = incident;
  const mayClaim = who.role === 'reviewer' && absorbedInto === null;
  return (
    <section className="card claims" aria-labelledby="claims-title">
      <header><h2 id="claims-title">{t('claim.title')}</h2><small>{t('claim.hint')}</small></header>
      {selfDefenceClaims.length === 0 && <p className="aside">{t('claim.none')}</p>}
      <ul className="lines">
        {selfDefenceClaims.map((claim) => {
          const isOwn = claim.incidentId === incident.id;
          const other = isOwn ? claim.threatIncidentId : claim.incidentId;
          return (
            <ClaimLine key={claim.id} claim={claim} why={<Told text={claim.grounds.why} />}>
              <b>{words.party(claim.claimedFor)}</b> {t(isOwn ? 'claim.own' : 'claim.other')}{other && <>: <IncidentName id={other} /></>}
            </ClaimLine>
          );
        })}
      </ul>
      {mayClaim && perpetrators.length === 0 && <p className="aside">{t('claim.nobodyNamed')}</p>}
      {mayClaim && perpetrators.length > 0 && (
        <ClaimForm key={incident.id} incidentId={incident.id} parties={perpetrators} threatChoice={(value, onChange) => <OtherIncident incident={incident} label={t('claim.incident')} value={value} onChange={onChange} />} />
      )}
    </section>
  );
}
