// new-key.tsx - a key, the only time anybody sees it. It is held by this page alone and gone with it.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssuedKey } from '../api/shapes';
import { useWords } from '../ui/words';

export function NewKey({ made: { key, kid, oldEndsAt }, onDone }: { made: IssuedKey; onDone: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const [isCopied, setCopied] = useState(false);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    setCopied(false);
    card.current?.focus();
  }, [kid]);
  return (
    <section ref={card} tabIndex={-1} className="card new-key" role="status" aria-label={t('keys_.made')}>
      <h2>{t('keys_.made')}</h2>
      <p>{t('keys_.once')}{oldEndsAt && <> {t('keys_.oldEnds', { time: words.moment(oldEndsAt) })}</>}</p>
      <p className="mono wrap key-text" dir="ltr">{key}</p>
      <div className="row">
        <button type="button" onClick={() => void navigator.clipboard?.writeText(key).then(() => setCopied(true))}>{isCopied ? t('report.copied') : t('report.copy')}</button>
        <button type="button" onClick={onDone}>{t('keys_.handed')}</button>
      </div>
    </section>
  );
}
