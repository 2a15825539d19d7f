// decision-form.tsx - what the Ministers decided, as the secretariat records it: it holds from an instant, and changes what is judged after that.
import { useState, type FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import { withOffset } from '../report/compose';
import { Refusal } from '../ui/states';
import { useWords } from '../ui/words';

const DECISIONS = ['NONE', 'WARNING', 'SUSPENSION', 'EXCLUSION', 'OTHER'] as const;

export function DecisionForm({ id }: { id: string }) {
  const { t } = useTranslation();
  const { timeZone } = useWords();
  const queries = useQueryClient();
  const [decision, setDecision] = useState<(typeof DECISIONS)[number] | ''>('');
  const [from, setFrom] = useState('');
  const [authority, setAuthority] = useState('');
  const record = useMutation({
    mutationFn: (body: { decision: (typeof DECISIONS)[number]; decidedAt: string; authority: string }) => ask(client.POST('/v1/referrals/{id}/decision', { params: { path: { id } }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['referrals'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (decision) record.mutate({ decision, decidedAt: withOffset(from, timeZone), authority: authority.trim() });
  };
  return (
    <form className="decide" onSubmit={submit}>
      <div className="fields">
        <label className="field">{t('referral.ministers')}
          <select required value={decision} onChange={(event) => setDecision(event.target.value as 'NONE')}>
            <option value="" />
            {DECISIONS.map((word) => <option key={word} value={word}>{t(`referral.decisions.${word}`)}</option>)}
          </select>
        </label>
        <label className="field">{t('referral.holdsFrom', { zone: timeZone })}<input type="datetime-local" dir="ltr" required value={from} onChange={(event) => setFrom(event.target.value)} /></label>
        <label className="field">{t('review.authority')}<input dir="auto" required maxLength={500} value={authority} onChange={(event) => setAuthority(event.target.value)} /></label>
      </div>
      <Refusal error={record.error} />
      <div className="row"><button type="submit" className="primary" disabled={!decision || !from || !authority.trim() || record.isPending}>{t('referral.record')}</button></div>
    </form>
  );
}
