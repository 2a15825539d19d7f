// shown-once.tsx - a secret, the only time anybody sees it. It is held by this page alone and gone with it.
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export function ShownOnce({ title, children, secret, onDone }: { title: string; children?: ReactNode; secret: string; onDone: () => void }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    setCopied(false);
    card.current?.focus();
  }, [secret]);
  return (
    <section ref={card} tabIndex={-1} className="card shown-once" role="status" aria-label={title}>
      <h2>{title}</h2>
      <p>{t('keys_.once')} {children}</p>
      <p className="mono wrap key-text" dir="ltr">{secret}</p>
      <div className="row">
        <button type="button" onClick={() => void navigator.clipboard?.writeText(secret).then(() => setCopied(true))}>{isCopied ? t('report.copied') : t('report.copy')}</button>
        <button type="button" onClick={onDone}>{t('keys_.handed')}</button>
      </div>
    </section>
  );
}
