// take-back.tsx - whoever holds the receipt may take the report back. It stays on record and speaks for nothing any more: asked twice, because it cannot be undone.
import { useState, type FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import { story as storyQuery } from '../api/queries';
import { Refusal } from '../ui/states';

export function TakeBack({ receipt }: { receipt: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const withdraw = useMutation({
    mutationFn: () => ask(client.POST('/v1/receipts/{receipt}/withdrawal', { params: { path: { receipt } }, body: reason.trim() ? { reason: reason.trim() } : {} })),
    onSettled: () => queries.invalidateQueries({ queryKey: storyQuery(receipt).queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    withdraw.mutate();
  };
  return (
    <details className="take-back">
      <summary>{t('report.takeBack')}…</summary>
      <form className="decide" onSubmit={submit}>
        <p>{t('report.takeBackHint')}</p>
        <label className="field">{t('report.takeBackWhy')}<input dir="auto" maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} /></label>
        <Refusal error={withdraw.error} />
        <div className="row"><button type="submit" className="danger" disabled={withdraw.isPending}>{t('report.takeBack')}</button></div>
      </form>
    </details>
  );
}
