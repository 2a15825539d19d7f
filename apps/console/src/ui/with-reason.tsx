// with-reason.tsx - something that is done for a reason: the reason is asked for where the button was.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export function WithReason({ label, isPending, onSubmit }: { label: string; isPending: boolean; onSubmit: (reason: string) => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <details className="with-reason">
      <summary className="button">{label}…</summary>
      <form className="row" onSubmit={(event) => { event.preventDefault(); onSubmit(reason.trim()); }}>
        <input aria-label={t('link.reason')} placeholder={t('link.reason')} dir="auto" maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} />
        <button type="submit" disabled={isPending || !reason.trim()}>{label}</button>
      </form>
    </details>
  );
}
