// states.tsx - the ways a page is not showing what was asked for: loading, empty, or failed, and how.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ServiceError } from '../api/client';
import { Told } from './told';
import { Why } from './why';

export function Loading() {
  const { t } = useTranslation();
  return (
    <div className="state" role="status">
      <span className="bones" aria-hidden><i /><i /><i /></span>
      <span className="visually-hidden">{t('state.loading')}</span>
    </div>
  );
}

export function Empty({ title, children }: { title?: string; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="state">
      <h2>{title ?? t('state.empty')}</h2>
      <p>{children}</p>
    </div>
  );
}

const WORDS = { offline: 'offline', forbidden: 'forbidden', missing: 'missing' } as const;

export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const failure = error instanceof ServiceError ? error.failure : 'service';
  const word = failure in WORDS ? WORDS[failure as keyof typeof WORDS] : null;
  return (
    <div className="state" role="alert">
      <h2>{word ? t(`state.${word}Title`) : t('state.failedTitle')}</h2>
      <p>{word ? t(`state.${word}`) : <Why error={error} />}</p>
      {onRetry && failure !== 'forbidden' && <button type="button" onClick={onRetry}>{t('state.retry')}</button>}
    </div>
  );
}

/** A refusal beside the form that caused it. */
export function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  const fields = error instanceof ServiceError ? error.fields : [];
  const isOffline = error instanceof ServiceError && error.failure === 'offline';
  return (
    <div className="refusal" role="alert">
      {isOffline ? <b>{t('state.offlineTitle')}</b> : <><b>{t('state.failedTitle')}</b> <Why error={error} /></>}
      {fields.length > 0 && <ul>{fields.map(({ field, problem }) => <li key={field}><code dir="ltr">{field}</code> <Told text={problem} /></li>)}</ul>}
    </div>
  );
}
