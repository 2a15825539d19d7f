// clock.tsx - how long an incident still has, or has been waiting.
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentItem } from '../api/shapes';
import { Icon } from '../ui/icon';
import { useWords, type Translate, type Words } from '../ui/words';
import { dueOf } from './due';

const HOUR = 3_600_000;
const ticks = new Set<() => void>();
let time = Date.now();
setInterval(() => {
  time = Date.now();
  for (const tick of ticks) tick();
}, 30_000);

/** The time, twice a minute. */
export function useNow(): number {
  return useSyncExternalStore((tick) => {
    ticks.add(tick);
    return () => ticks.delete(tick);
  }, () => time);
}

export function DueClock({ incident }: { incident: IncidentItem }) {
  const { t } = useTranslation();
  return <Due incident={incident} now={useNow()} words={useWords()} t={t} />;
}

/** The same, for lists: nothing of it listens for anything. */
export function Due({ incident, now, words, t }: { incident: IncidentItem; now: number; words: Words; t: Translate }) {
  const due = dueOf(incident, words.opinionHours);
  if (due === null && incident.state === 'CLOSED') return <span className="due">{t('state_.CLOSED')}</span>;
  if (due === null) return <span className="due">{t('queue.age', { time: words.lasting(now - Date.parse(incident.openedAt)) })}</span>;
  const left = due - now;
  const tone = left < 0 ? 'over' : left < 12 * HOUR ? 'soon' : '';
  return (
    <span className={`due ${tone}`}>
      <Icon name="clock" />
      {left < 0 ? t('queue.overdue', { time: words.lasting(left) }) : t('queue.due', { time: words.lasting(left) })}
    </span>
  );
}
