// invitation-form.tsx - an invitation taken up: a password of one's own, then the secret for an authenticator, shown once.
import { useState, type FormEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ServiceError } from '../api/client';
import { enrol } from '../api/session';
import { Qr } from '../report/qr';
import { Refusal } from '../ui/states';

export function InvitationForm({ invitation, onDone }: { invitation: string; onDone: () => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const taking = useMutation({ mutationFn: () => enrol(invitation, password) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    taking.mutate();
  };
  if (taking.data) {
    const { login, otpauthUri } = taking.data;
    return (
      <div className="enrolled">
        <p>{t('signIn.login')}: <b dir="ltr">{login}</b></p>
        <p>{t('signIn.scan')}</p>
        <Qr text={otpauthUri} label={t('signIn.scan')} />
        <p>{t('signIn.secret')}: <code dir="ltr">{new URL(otpauthUri).searchParams.get('secret')}</code></p>
        <button type="button" className="primary" onClick={onDone}>{t('signIn.then')}</button>
      </div>
    );
  }
  const isOver = taking.error instanceof ServiceError && taking.error.failure === 'signedOut';
  return (
    <form onSubmit={submit} aria-labelledby="invited">
      <h2 id="invited">{t('signIn.invited')}</h2>
      <label htmlFor="new-password">{t('signIn.choose')}</label>
      <input id="new-password" type="password" autoComplete="new-password" minLength={12} maxLength={128} required dir="ltr" value={password} onChange={(event) => setPassword(event.target.value)} aria-describedby="password-hint" />
      <small id="password-hint">{t('signIn.chooseHint')}</small>
      {isOver ? <div className="refusal" role="alert">{t('signIn.over')}</div> : <Refusal error={taking.error} />}
      <button type="submit" className="primary" disabled={taking.isPending}>{t('signIn.enrol')}</button>
    </form>
  );
}
