// referral-card.tsx - one referral: what each co-chair said, and the own side's signature.
import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import type { Me, Referral } from '../api/shapes';
import { IncidentName } from '../incident/incident-name';
import { Badge } from '../ui/badge';
import { Icon } from '../ui/icon';
import { Refusal } from '../ui/states';
import { useWords } from '../ui/words';
import { DecisionForm } from './decision-form';

const TONES = { PROPOSED: 'PENDING', DECLINED: 'warn', REFERRED: 'good', DECIDED: 'good' } as const;

export function ReferralCard({ referral, who }: { referral: Referral; who: Me }) {
  const { t } = useTranslation();
  const words = useWords();
  const queries = useQueryClient();
  const { id, party, state, concurrences, incidents, proposedAt, proposedBy, decision } = referral;
  const [reason, setReason] = useState('');
  const sign = useMutation({
    mutationFn: (concurs: boolean) => ask(client.POST('/v1/referrals/{id}/concurrence', { params: { path: { id } }, body: { concurs, reason: reason.trim() } })),
    onSuccess: () => setReason(''),
    onSettled: () => queries.invalidateQueries({ queryKey: ['referrals'] }),
  });
  const maySign = who.role === 'reviewer' && (state === 'PROPOSED' || state === 'DECLINED') && concurrences.find(({ side }) => side === who.side)?.concurs !== true;
  return (
    <article className="card">
      <header><h3>{words.party(party)}</h3><Badge tone={TONES[state]}>{t(`referral.state.${state}`)}</Badge><small className="num">{t('referral.proposed', { side: proposedBy, time: words.moment(proposedAt) })}</small></header>
      <div className="chair-pair">
        {(['US', 'RU'] as const).map((side) => {
          const said = concurrences.find((one) => one.side === side);
          return (
            <div key={side} className={`chair side-${side} ${said ? 'open' : 'waiting'}`}>
              <h4><Badge tone={side}>{side}</Badge> {t(`chairs.${side}`)}</h4>
              <p className="verdict">{said ? <><Icon name={said.concurs ? 'check' : 'cross'} /> <b>{t(said.concurs ? 'referral.signed' : 'referral.declined')}</b></> : t('referral.waits')}</p>
              {said && <blockquote dir="auto">{said.reason}</blockquote>}
              {said && <p className="aside num">{words.moment(said.at)}</p>}
            </div>
          );
        })}
      </div>
      {decision && <p className="done"><b>{t('referral.ministers')}: {t(`referral.decisions.${decision.decision}` as 'referral.decisions.NONE', { defaultValue: decision.decision })}</b> · <span className="num">{words.moment(decision.decidedAt)}</span> · <bdi>{decision.authority}</bdi></p>}
      <p className="aside">{t('queue.count', { count: incidents.length })}</p>
      <ul className="lines">{incidents.map((incident) => <li key={incident}><IncidentName id={incident} /></li>)}</ul>
      {maySign && (
        <form className="decide" onSubmit={(event) => event.preventDefault()}>
          <label className="field">{t('link.reason')}<input dir="auto" maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} /></label>
          <div className="row">
            <button type="button" className="primary" disabled={!reason.trim() || sign.isPending} onClick={() => sign.mutate(true)}>{t('referral.sign')}</button>
            <button type="button" disabled={!reason.trim() || sign.isPending} onClick={() => sign.mutate(false)}>{t('referral.decline')}</button>
          </div>
        </form>
      )}
      {who.role === 'secretariat' && state === 'REFERRED' && <DecisionForm id={id} />}
      <Refusal error={sign.error} />
    </article>
  );
}
