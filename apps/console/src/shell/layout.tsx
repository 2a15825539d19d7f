// layout.tsx - the bar above every page: where am I, who am I, is it live.
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { NavLink, useLocation } from 'react-router';
import type { Me } from '../api/shapes';
import { useConnection } from '../api/connection';
import { useLiveEvents } from '../api/live';
import { signOut as endSession } from '../api/session';
import { LANGUAGES, speak, type Language } from '../i18n';
import { Menu } from '../ui/menu';
import { Icon } from '../ui/icon';
import { dress, themeNow, type Theme } from '../ui/preferences';
import { mayOpen, PAGES, pagesOf } from './homes';

export function Layout({ who, children }: { who: Me; children: ReactNode }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  useLiveEvents(mayOpen(who.role, 'queue'));
  const { pathname } = useLocation();
  const pages = useRef<HTMLElement>(null);
  useEffect(() => {
    pages.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  const signOut = useMutation({ mutationFn: endSession, onSuccess: () => queries.clear() });
  return (
    <div className="shell">
      <a className="skip" href="#content">{t('app.skip')}</a>
      <header className="bar">
        <span className="brand"><Icon name="mark" /><b>{t('app.name')}</b></span>
        <nav ref={pages} aria-label={t('app.name')}>
          {pagesOf(who.role).map((page) => (
            <NavLink key={page} to={PAGES[page].path} className={({ isActive }) => (isActive || (page === 'queue' && pathname.startsWith('/incidents/')) ? 'active' : '')}>{t(`nav.${page}`)}</NavLink>
          ))}
        </nav>
        <span className="bar-end">
          <Connection />
          <Appearance />
          <span className={`who side-${who.side ?? 'none'}`} title={t('app.signedInAs', { label: who.label })}>
            <span>{t(`role.${who.role}`)}</span>
            {who.side && <b>{who.side}</b>}
          </span>
          <button type="button" className="quiet" onClick={() => signOut.mutate()}>{t('app.signOut')}</button>
          {signOut.isError && <span className="refusal" role="alert">{t('app.signOutFailed')}</span>}
        </span>
      </header>
      <main id="content" tabIndex={-1}>{children}</main>
    </div>
  );
}

export function Appearance() {
  const { t, i18n } = useTranslation();
  const [theme, setTheme] = useState<Theme>(themeNow);
  useEffect(() => dress(theme), [theme]);
  return (
    <>
      <Menu label={t('app.language')} value={i18n.language} options={Object.entries(LANGUAGES).map(([code, name]) => ({ value: code, label: name, lang: code }))} onChoose={(code) => void speak(code as Language)} show={LANGUAGES[i18n.language as Language]} />
      <Menu label={t('app.theme')} value={theme} options={[{ value: 'system', label: t('app.themeSystem') }, { value: 'light', label: t('app.themeLight') }, { value: 'dark', label: t('app.themeDark') }]} onChoose={(value) => setTheme(value as Theme)} show={<Icon name="theme" />} />
    </>
  );
}

function Connection() {
  const { t } = useTranslation();
  const connection = useConnection();
  return (
    <span className={`connection ${connection}`} role="status">
      <i aria-hidden />
      <span className="word">{t(`app.${connection}`)}</span>
    </span>
  );
}
