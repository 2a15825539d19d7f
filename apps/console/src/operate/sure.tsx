// sure.tsx - what cannot be undone is asked for a second time, where the button was.
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Asked {
  label: string;
  /** What it does, said before it is done. */
  hint: string;
  sure: string;
  isPending: boolean;
  onSure: () => void;
  /** What else may be done, until this is asked for. */
  children?: ReactNode;
}

export function Sure({ label, hint, sure, isPending, onSure, children }: Asked) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  if (!isAsked) return <span className="row">{children}<button type="button" onClick={() => setAsked(true)}>{label}</button></span>;
  return (
    <span className="sure">
      <small>{hint}</small>
      <span className="row">
        <button type="button" className="danger" disabled={isPending} autoFocus onClick={onSure}>{sure}</button>
        <button type="button" onClick={() => setAsked(false)}>{t('audit.cancel')}</button>
      </span>
    </span>
  );
}
