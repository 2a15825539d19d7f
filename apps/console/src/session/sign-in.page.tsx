// sign-in.page.tsx - a token in, and each role lands on its own home.
import { useState, type FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ask, client, ServiceError } from '../api/client';
import { me } from '../api/queries';
import type { Me } from '../api/shapes';
import { Appearance } from '../shell/layout';
import { Icon } from '../ui/icon';
import { Refusal } from '../ui/states';
import { keepToken } from './token';

export function SignInPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [token, setToken] = useState('');
  const signIn = useMutation({
    mutationFn: () => ask<Me>(client.GET('/v1/me', { headers: { authorization: `Bearer ${token.trim()}` } })),
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
    <main className="sign-in">
      <div className="sign-in-corner"><Appearance /></div>
      <form onSubmit={submit} className="card">
        <h1><Icon name="mark" />{t('app.name')}</h1>
        <p>{t('signIn.lead')}</p>
        <label htmlFor="token">{t('signIn.token')}</label>
        <input id="token" type="password" autoComplete="current-password" autoFocus dir="ltr" value={token} onChange={(event) => setToken(event.target.value)} aria-describedby="token-hint" aria-invalid={isWrong} />
        <small id="token-hint">{t('signIn.hint')}</small>
        {isWrong ? <div className="refusal" role="alert">{t('signIn.wrong')}</div> : <Refusal error={signIn.error} />}
        <button type="submit" className="primary" disabled={signIn.isPending}>{t('signIn.submit')}</button>
        <p className="aside"><Link to="/receipt">{t('signIn.receipt')}</Link> — {t('signIn.receiptHint')}</p>
      </form>
    </main>
  );
}
