// revoke-key.tsx - ends a key at once; what it brought since it may have been in other hands is put before people.
import { useState, type FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import { Refusal } from '../ui/states';

export function RevokeKey({ kid, onDone }: { kid: string; onDone: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [since, setSince] = useState('');
  const revoke = useMutation({
    mutationFn: () => ask(client.POST('/v1/admin/keys/{kid}/revoke', { params: { path: { kid } }, body: since ? { suspectSince: new Date(since).toISOString() } : {} })),
    onSuccess: () => {
      onDone();
      return Promise.all([queries.invalidateQueries({ queryKey: ['keys'] }), queries.invalidateQueries({ queryKey: ['doubtful-reports'] })]);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    revoke.mutate();
  };
  return (
    <form className="revoke-key" onSubmit={submit}>
      <label className="field">{t('keys_.suspectSince')}<input type="datetime-local" dir="ltr" value={since} onChange={(event) => setSince(event.target.value)} /></label>
      <span className="row">
        <button type="submit" className="danger" disabled={revoke.isPending} autoFocus>{t('keys_.revokeNow')}</button>
        <button type="button" onClick={onDone}>{t('audit.cancel')}</button>
      </span>
      <Refusal error={revoke.error} />
    </form>
  );
}
