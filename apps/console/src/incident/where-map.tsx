// where-map.tsx - each report's place with its uncertainty, over the zone versions the incident met.
import { useMemo } from 'react';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { zoneOutline } from '../api/queries';
import type { IncidentDetail, ZoneOutline } from '../api/shapes';
import { Locator } from '../map/locator';
import { ZoneMap } from '../map/zone-map';
import { useWords } from '../ui/words';

/** The narrowest zones the fire may have come from: apart from where it struck. */
function useOrigins(incident: IncidentDetail): ZoneOutline[] {
  const zones = incident.assessment?.origin?.zones.filter(({ relation }) => relation !== 'nearest') ?? [];
  const narrowest = Math.max(...zones.map(({ level }) => level ?? 9), 0);
  const ids = [...new Set(zones.filter(({ level }) => (level ?? 9) === narrowest).map(({ zoneVersionId }) => zoneVersionId))];
  return useQueries({ queries: ids.map((id) => zoneOutline(id)), combine: outlinesOf });
}

function outlinesOf(answers: { data?: ZoneOutline }[]): ZoneOutline[] {
  return answers.flatMap(({ data }) => (data ? [data] : []));
}

export function WhereMap({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const words = useWords();
  const placed = incident.reports.filter(({ place }) => place !== null && place.lat !== null && place.lon !== null);
  const spots = placed.map(({ id, source, place }) => ({ id, lat: place!.lat!, lon: place!.lon!, radiusM: place!.radiusM, tone: 'report', label: `${source} · ${place!.stated ?? ''}` }));
  if (incident.lat !== null && incident.lon !== null) spots.push({ id: 'incident', lat: incident.lat, lon: incident.lon, radiusM: incident.radiusM, tone: incident.gravity, label: words.place(incident) });
  const ids = [...new Set(incident.zoneAnswers.filter(({ level }) => level !== 0).map(({ zoneVersionId }) => zoneVersionId))];
  const met = useQueries({ queries: ids.map((id) => zoneOutline(id)), combine: outlinesOf });
  const origins = useOrigins(incident);
  const extra = useMemo(() => [...met.map(({ id, geometry }) => ({ id: `met-${id}`, geometry, tone: 'met', label: null })), ...origins.map(({ id, geometry }) => ({ id: `origin-${id}`, geometry, tone: 'origin', label: null }))], [met, origins]);
  return (
    <section className="card map-card">
      <header><h2>{t('incident.where')}</h2><small>{t('incident.map')}</small></header>
      <div className="map-box"><ZoneMap label={t('incident.map')} spots={spots} selected={spots.some(({ id }) => id === 'incident') ? 'incident' : null} circles frame="spots" extra={extra} at={incident.from} /><Locator spots={spots} at={incident.from} /></div>
      <p className="aside map-words">
        {t('incident.zonesAt', { day: words.day(incident.from) })}
        {met.map(({ id, code, source, validFrom, validTo, approximate }) => <span key={id}> · <bdi>{words.zone(code)}</bdi> ({[approximate ? t('incident.approximate') : source, validFrom && `${t('filter.from')} ${words.day(validFrom)}`, validTo && `${t('filter.to')} ${words.day(validTo)}`].filter(Boolean).join(words.comma)})</span>)}
        {origins.length > 0 && <span className="fired-from"> · <i aria-hidden /> {t('incident.originZones')}</span>}
      </p>
      <details>
        <summary>{t('incident.mapTable')}</summary>
        <div className="scroll-x">
          <table>
            <thead><tr><th>{t('incident.source')}</th><th>{t('incident.statedPlace')}</th><th className="num">°N, °E</th><th className="num">±</th><th>{t('incident.zones')}</th></tr></thead>
            <tbody>
              {placed.map(({ id, source, place }) => (
                <tr key={id}>
                  <td className="mono">{source}</td>
                  <td><bdi>{place!.stated}</bdi> <small>{t(`incident.how.${place!.how}` as 'incident.how.PCODE', { defaultValue: place!.how })}</small></td>
                  <td className="num" dir="ltr">{place!.lat!.toFixed(4)}, {place!.lon!.toFixed(4)}</td>
                  <td className="num">{place!.radiusM === null ? '' : words.distance(place!.radiusM)}</td>
                  <td>{place!.zones.filter(({ level }) => level !== 0).map(({ code, relation }) => `${words.zone(code)} (${t(`incident.relation.${relation}`)})`).join(words.comma)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
