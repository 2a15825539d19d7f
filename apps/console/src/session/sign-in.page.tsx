// sign-in.page.tsx - the ways in: an identity provider, a password and a code, or a token. Each role lands on its own home.
import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useConnection } from '../api/connection';
import { signInWays } from '../api/session';
import { Appearance } from '../shell/layout';
import { Icon } from '../ui/icon';
import { keepCookie } from './credential';
import { CodeForm } from './code-form';
import { InvitationForm } from './invitation-form';
import { TokenForm } from './token-form';

export function SignInPage() {
  const { t } = useTranslation();
  const { data: ways } = useQuery(signInWays);
  const isUnreached = useConnection() === 'offline';
  // Somebody whose cookie is still good, and who opened the page while the service was away.
  const csrfToken = ways?.csrfToken;
  useEffect(() => {
    if (csrfToken) keepCookie(csrfToken);
  }, [csrfToken]);
  const [invitation, setInvitation] = useState(() => /^#invitation=([\w-]+)$/.exec(window.location.hash)?.[1] ?? null);
  const leaveInvitation = () => {
    window.history.replaceState(null, '', window.location.pathname);
    setInvitation(null);
  };
  const isRefused = new URLSearchParams(window.location.search).get('sign-in') === 'refused';
  return (
    <main className="sign-in">
      <div className="sign-in-corner"><Appearance /></div>
      <div className="card">
        <h1><Icon name="mark" />{t('app.name')}</h1>
        <p>{t('signIn.lead')}</p>
        {isUnreached && <div className="refusal" role="status"><b>{t('state.offlineTitle')}.</b> <Link to="/report">{t('signIn.reportOffline')}</Link></div>}
        {invitation !== null && <InvitationForm invitation={invitation} onDone={leaveInvitation} />}
        {invitation === null && (
          <>
            {isRefused && <div className="refusal" role="alert">{t('signIn.refused')}</div>}
            {ways?.issuers.map((side) => <a key={side} className="button" href={`/v1/session/oidc/${side}`}>{t('signIn.issuer', { side })}</a>)}
            <CodeForm />
            <TokenForm />
          </>
        )}
        <p className="aside"><Link to="/receipt">{t('signIn.receipt')}</Link> — {t('signIn.receiptHint')}</p>
      </div>
    </main>
  );
}
