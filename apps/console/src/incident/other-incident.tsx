// other-incident.tsx - which other incident is meant: those near by are offered.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { incidentsNear } from '../api/queries';
import type { IncidentDetail } from '../api/shapes';
import { useWords } from '../ui/words';
import { IncidentChoice, type ChosenIncident } from './incident-choice';
import { nameOf } from './incident-name';
import { nearFirst } from './near-first';

const OFFERED = 40;

export function OtherIncident({ incident, label, value, onChange }: { incident: IncidentDetail; label: string; value: ChosenIncident; onChange: (id: ChosenIncident) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const { data = [] } = useQuery(incidentsNear(incident.from, incident.to));
  const offered = nearFirst(incident, data).slice(0, OFFERED).map((other) => ({ id: other.id, name: `${nameOf(other, t, words)} · ${t('queue.reports', { count: other.reportCount })}` }));
  return <IncidentChoice label={label} offered={offered} value={value} onChange={onChange} />;
}
