// token-form.tsx - a token in: the way of one machine, and of programs.
import { useState, type FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client, ServiceError } from '../api/client';
import { me } from '../api/queries';
import { Refusal } from '../ui/states';
import { keepToken } from './credential';

export function TokenForm() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [token, setToken] = useState('');
  const signIn = useMutation({
    mutationFn: () => ask(client.GET('/v1/me', { headers: { authorization: `Bearer ${token.trim()}` } })),
    onSuccess: (who) => {
      queries.setQueryData(me.queryKey, who);
      keepToken(token.trim());
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim()) signIn.mutate();
  };
  const isWrong = signIn.error instanceof ServiceError && signIn.error.failure === 'signedOut';
  return (
    <form onSubmit={submit} aria-labelledby="with-token">
      <h2 id="with-token">{t('signIn.withToken')}</h2>
      <label htmlFor="token">{t('signIn.token')}</label>
      <input id="token" type="password" autoComplete="off" dir="ltr" value={token} onChange={(event) => setToken(event.target.value)} aria-describedby="token-hint" aria-invalid={isWrong} />
      <small id="token-hint">{t('signIn.hint')}</small>
      {isWrong ? <div className="refusal" role="alert">{t('signIn.wrong')}</div> : <Refusal error={signIn.error} />}
      <button type="submit" disabled={signIn.isPending}>{t('signIn.submit')}</button>
    </form>
  );
}
