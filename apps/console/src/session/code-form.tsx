// code-form.tsx - login, password and the code of the moment.
import { useState, type FormEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ServiceError } from '../api/client';
import { signInWithCode } from '../api/session';
import { Refusal } from '../ui/states';

export function CodeForm() {
  const { t } = useTranslation();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const signIn = useMutation({ mutationFn: () => signInWithCode(login.trim().toLowerCase(), password, code.replace(/\s/g, '')) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  const isWrong = signIn.error instanceof ServiceError && signIn.error.failure === 'signedOut';
  return (
    <form onSubmit={submit} aria-labelledby="with-code">
      <h2 id="with-code">{t('signIn.account')}</h2>
      <label htmlFor="login">{t('signIn.login')}</label>
      <input id="login" autoComplete="username" autoCapitalize="none" spellCheck={false} dir="ltr" required value={login} onChange={(event) => setLogin(event.target.value)} aria-invalid={isWrong} />
      <label htmlFor="password">{t('signIn.password')}</label>
      <input id="password" type="password" autoComplete="current-password" dir="ltr" required value={password} onChange={(event) => setPassword(event.target.value)} aria-invalid={isWrong} />
      <label htmlFor="code">{t('signIn.code')}</label>
      <input id="code" inputMode="numeric" autoComplete="one-time-code" dir="ltr" required pattern="\s*(\d\s*){6}" value={code} onChange={(event) => setCode(event.target.value)} aria-invalid={isWrong} />
      {isWrong ? <div className="refusal" role="alert">{t('signIn.accountWrong')}</div> : <Refusal error={signIn.error} />}
      <button type="submit" className="primary" disabled={signIn.isPending}>{t('signIn.accountSubmit')}</button>
    </form>
  );
}
