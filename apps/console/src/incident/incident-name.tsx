// incident-name.tsx - another incident, named as people know it: what, where and when. Its id says nothing to anybody.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { incident as incidentQuery } from '../api/queries';
import type { IncidentItem } from '../api/shapes';
import { incidentTitle } from '../queue/incident-row';
import { useWords, type Translate, type Words } from '../ui/words';

export function IncidentName({ id }: { id: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const { data } = useQuery({ ...incidentQuery(id), refetchInterval: false, staleTime: 60_000 });
  return <Link to={`/incidents/${id}`} className={data ? '' : 'mono'}>{data ? <bdi>{nameOf(data, t, words)}</bdi> : id.slice(0, 8)}</Link>;
}

export function nameOf(incident: Pick<IncidentItem, 'act' | 'weapon' | 'zones' | 'pcode' | 'from'>, t: Translate, words: Words): string {
  return [incidentTitle(t, incident), words.place(incident) || t('queue.noPlace'), words.moment(incident.from)].join(' · ');
}
