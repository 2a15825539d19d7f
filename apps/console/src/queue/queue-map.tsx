// queue-map.tsx - the incidents of the list as spots. It follows the list when the list has come to rest, not while it grows.
import { memo, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentItem } from '../api/shapes';
import { ZoneMap } from '../map/zone-map';
import { useWords } from '../ui/words';
import { incidentTitle } from './incident-row';

const DRAWN = 10_000;
const REST_MS = 300;

export const QueueMap = memo(function QueueMap({ items, selected, onSelect }: { items: readonly IncidentItem[]; selected: string | null; onSelect: (id: string) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const rested = useRested(items);
  const spots = useMemo(
    () => rested.filter(({ lat, lon }) => lat !== null && lon !== null).slice(0, DRAWN).map((incident) => ({ id: incident.id, lat: incident.lat!, lon: incident.lon!, radiusM: incident.radiusM, tone: incident.gravity, label: `${incidentTitle(t, incident)} · ${words.place(incident)} · ${words.day(incident.from)}` })),
    [rested, t, words],
  );
  return (
    <section className="queue-map">
      <ZoneMap label={t('queue.mapOf', { count: spots.length })} spots={spots} selected={selected} onSelect={onSelect} />
    </section>
  );
});

/** The value, once it has stayed the same for a while. */
function useRested<Value>(value: Value): Value {
  const [rested, rest] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => rest(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
