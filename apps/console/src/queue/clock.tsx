// clock.tsx - how long an incident still has, or has been waiting.
import { useSyncExternalStore } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { me } from '../api/queries';
import type { IncidentItem } from '../api/shapes';
import { Icon } from '../ui/icon';
import { useWords } from '../ui/words';
import { dueOf } from './due';

const HOUR = 3_600_000;
const ticks = new Set<() => void>();
let now = Date.now();
setInterval(() => {
  now = Date.now();
  for (const tick of ticks) tick();
}, 30_000);

/** The time, twice a minute. */
export function useNow(): number {
  return useSyncExternalStore((tick) => {
    ticks.add(tick);
    return () => ticks.delete(tick);
  }, () => now);
}

export function DueClock({ incident }: { incident: IncidentItem }) {
  const { t } = useTranslation();
  const words = useWords();
  const at = useNow();
  const { data: who } = useQuery(me);
  const due = dueOf(incident, who?.agreement.opinionHours ?? null);
  if (due === null) return <span className="due">{t('queue.age', { time: words.lasting(at - Date.parse(incident.openedAt)) })}</span>;
  const left = due - at;
  const tone = left < 0 ? 'over' : left < 12 * HOUR ? 'soon' : '';
  return (
    <span className={`due ${tone}`}>
      <Icon name="clock" />
      {left < 0 ? t('queue.overdue', { time: words.lasting(left) }) : t('queue.due', { time: words.lasting(left) })}
    </span>
  );
}
