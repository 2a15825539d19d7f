// where-map.tsx - each report's place with its uncertainty, over the zone versions the incident met.
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { zoneOutline } from '../api/queries';
import type { IncidentDetail } from '../api/shapes';
import { ZoneMap } from '../map/zone-map';
import { useWords } from '../ui/words';

export function WhereMap({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const words = useWords();
  const placed = incident.reports.filter(({ place }) => place !== null && place.lat !== null && place.lon !== null);
  const spots = placed.map(({ id, source, place }) => ({ id, lat: place!.lat!, lon: place!.lon!, radiusM: place!.radiusM, tone: 'report', label: `${source} · ${place!.stated ?? ''}` }));
  if (incident.lat !== null && incident.lon !== null) spots.push({ id: 'incident', lat: incident.lat, lon: incident.lon, radiusM: incident.radiusM, tone: incident.gravity, label: words.place(incident) });
  const ids = [...new Set(incident.zoneAnswers.filter(({ level }) => level !== 0).map(({ zoneVersionId }) => zoneVersionId))];
  const met = useQueries({ queries: ids.map((id) => zoneOutline(id)), combine: (answers) => answers.flatMap(({ data }) => (data ? [data] : [])) });
  const extra = met.map(({ id, geometry }) => ({ id: `met-${id}`, geometry, tone: 'met', label: null }));
  return (
    <section className="card map-card">
      <header><h2>{t('incident.where')}</h2><small>{t('incident.map')}</small></header>
      <div className="map-box"><ZoneMap label={t('incident.map')} spots={spots} selected={spots.some(({ id }) => id === 'incident') ? 'incident' : null} circles frame="spots" extra={extra} /></div>
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
                  <td>{place!.zones.filter(({ level }) => level !== 0).map(({ code, relation }) => `${words.zone(code)} (${t(`incident.relation.${relation}`)})`).join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
