// incident-choice.tsx - one incident out of some that are offered, or any one whose address was copied.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const ELSEWHERE = 'elsewhere';
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** `''` is none; null is one whose address cannot be read. */
export type ChosenIncident = string | null;

export function IncidentChoice({ label, offered, value, onChange }: { label: string; offered: { id: string; name: string }[]; value: ChosenIncident; onChange: (id: ChosenIncident) => void }) {
  const { t } = useTranslation();
  const [isElsewhere, setElsewhere] = useState(false);
  const choose = (chosen: string) => {
    setElsewhere(chosen === ELSEWHERE);
    onChange(chosen === ELSEWHERE ? null : chosen);
  };
  return (
    <>
      <label className="field">{label}
        <select value={isElsewhere ? ELSEWHERE : (value ?? '')} onChange={(event) => choose(event.target.value)}>
          <option value="" />
          {offered.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          <option value={ELSEWHERE}>{t('link.elsewhere')}</option>
        </select>
      </label>
      {isElsewhere && <label className="field">{t('link.address')}<input dir="ltr" className="mono" onChange={(event) => onChange(UUID.exec(event.target.value)?.[0] ?? null)} /></label>}
    </>
  );
}
