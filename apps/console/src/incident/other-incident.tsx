// other-incident.tsx - which other incident is meant: one of those near by, or any one whose address was copied.
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { incidentsNear } from '../api/queries';
import type { IncidentDetail } from '../api/shapes';
import { useWords } from '../ui/words';
import { nameOf } from './incident-name';
import { nearFirst } from './near-first';

const OFFERED = 40;
const ELSEWHERE = 'elsewhere';
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

export function OtherIncident({ incident, value, onChange }: { incident: IncidentDetail; value: string; onChange: (id: string) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const [isElsewhere, setElsewhere] = useState(false);
  const { data = [] } = useQuery(incidentsNear(incident.from, incident.to));
  const offered = nearFirst(incident, data).slice(0, OFFERED);
  const choose = (chosen: string) => {
    setElsewhere(chosen === ELSEWHERE);
    onChange(chosen === ELSEWHERE ? '' : chosen);
  };
  return (
    <>
      <label className="field">{t('link.other')}
        <select value={isElsewhere ? ELSEWHERE : value} onChange={(event) => choose(event.target.value)}>
          <option value="" />
          {offered.map((other) => <option key={other.id} value={other.id}>{`${nameOf(other, t, words)} · ${t('queue.reports', { count: other.reportCount })}`}</option>)}
          <option value={ELSEWHERE}>{t('link.elsewhere')}</option>
        </select>
      </label>
      {isElsewhere && <label className="field">{t('link.address')}<input dir="ltr" className="mono" onChange={(event) => onChange(UUID.exec(event.target.value)?.[0] ?? '')} /></label>}
    </>
  );
}
