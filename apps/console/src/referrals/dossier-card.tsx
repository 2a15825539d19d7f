// dossier-card.tsx - a party's record as it stands now, the steps of the ladder that are missing, and the first signature.
import { useState, type FormEvent } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import { dossier as dossierQuery } from '../api/queries';
import type { Dossier, Me } from '../api/shapes';
import { IncidentName } from '../incident/incident-name';
import { Badge } from '../ui/badge';
import { Refusal } from '../ui/states';
import { Told } from '../ui/told';
import { useWords } from '../ui/words';

export function DossierCard({ dossier, who, isUnderWay }: { dossier: Dossier; who: Me; isUnderWay: boolean }) {
  const { t } = useTranslation();
  const words = useWords();
  const queries = useQueryClient();
  const { data: now } = useQuery(dossierQuery(dossier.party));
  const [reason, setReason] = useState('');
  const propose = useMutation({
    mutationFn: () => ask(client.POST('/v1/referrals', { body: { party: dossier.party, reason: reason.trim() } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['referrals'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) propose.mutate();
  };
  const missing = now?.missingSteps ?? [];
  return (
    <article className="card">
      <header><h3>{words.party(dossier.party)}</h3><small className="num">{words.moment(dossier.openedAt)} · {t('incident.policy', { version: dossier.policyVersion })}</small></header>
      <p><Told text={dossier.why} /></p>
      {now && (
        <>
          <ul className="lines">
            {now.incidents.map(({ incidentId, gravity, determination }) => (
              <li key={incidentId}>
                <IncidentName id={incidentId} />
                <Badge tone={gravity}>{t(`gravity.${gravity}`)}</Badge>
                <span className="grow">{t(`determination.${determination}` as 'determination.PENDING')}</span>
              </li>
            ))}
          </ul>
          {now.listedApart.length > 0 && <p className="aside">{t('referral.apart', { count: now.listedApart.length })}</p>}
          {missing.length > 0 ? <p className="aside"><b>{t('referral.missing')}</b> {missing.map((step) => t(`review.step.${step}` as 'review.step.RELAYED', { defaultValue: step })).join(words.comma)}</p> : now.isPersistent && <p className="done">{t('referral.ready')}</p>}
        </>
      )}
      {who.role === 'reviewer' && now?.isPersistent && missing.length === 0 && !isUnderWay && (
        <form className="decide" onSubmit={submit}>
          <label className="field">{t('link.reason')}<input dir="auto" maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} /></label>
          <div className="row"><button type="submit" className="primary" disabled={!reason.trim() || propose.isPending}>{t('referral.propose')}</button></div>
        </form>
      )}
      <Refusal error={propose.error} />
    </article>
  );
}
