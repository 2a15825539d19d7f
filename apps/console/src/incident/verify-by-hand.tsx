// verify-by-hand.tsx - a reviewer decides on the facts, with a reason.
import { useState, type FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import type { IncidentDetail } from '../api/shapes';
import { Refusal } from '../ui/states';

const DECISIONS = ['VERIFIED', 'UNVERIFIED', 'REJECTED'] as const;

export function VerifyByHand({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [decision, setDecision] = useState<(typeof DECISIONS)[number] | ''>('');
  const [reason, setReason] = useState('');
  const decide = useMutation({
    mutationFn: (body: { decision: (typeof DECISIONS)[number]; reason: string }) => ask(client.POST('/v1/incidents/{id}/verification', { params: { path: { id: incident.id } }, body })),
    onSuccess: () => {
      setReason('');
      setDecision('');
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['incident', incident.id] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (decision && reason.trim()) decide.mutate({ decision, reason });
  };
  return (
    <details className="card">
      <summary>{t('verify.title')}</summary>
      <form onSubmit={submit} className="opinion">
        <small>{t('verify.hint')}</small>
        <label className="field">
          {t('filter.factStatus')}
          <select value={decision} onChange={(event) => setDecision(event.target.value as 'VERIFIED')}>
            <option value="" />
            {DECISIONS.map((word) => <option key={word} value={word}>{t(`factStatus.${word}`)}</option>)}
          </select>
        </label>
        <label className="field">
          {t('verify.reason')}
          <textarea dir="auto" maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
        <Refusal error={decide.error} />
        {decide.isSuccess && <p className="done" role="status">{t('verify.done')}</p>}
        <div className="row"><button type="submit" disabled={!decision || !reason.trim() || decide.isPending}>{t('verify.decide')}</button></div>
      </form>
    </details>
  );
}
