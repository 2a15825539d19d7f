// zone-import.tsx - a boundary file, rehearsed by the service and drawn over what is in force, before it is imported.
import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { send } from '../api/client';
import { zones } from '../api/queries';
import { ZoneMap } from '../map/zone-map';
import { Refusal } from '../ui/states';
import { drawnChanges, zonesInFile } from './zone-diff';

export function ZoneImport() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: known = [] } = useQuery(zones);
  const [text, setText] = useState('');
  const [source, setSource] = useState('');
  const query = (dryRun: boolean) => new URLSearchParams({ ...(source ? { source } : {}), ...(dryRun ? { dryRun: 'true' } : {}) }).toString();
  const bring = (dryRun: boolean) => send('/v1/admin/zones', text, 'application/geo+json', { query: `?${query(dryRun)}` });
  const file = text === '' ? [] : zonesInFile(text);
  // The service itself says what the file would change: nothing is judged twice, and nothing is refused after the fact.
  const { data: rehearsed, error: refused, isFetching } = useQuery({ queryKey: ['rehearsal', source, text], queryFn: () => bring(true), enabled: file !== null && file.length > 0, gcTime: 0, retry: false });
  const importing = useMutation({
    mutationFn: () => bring(false),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['zones'] });
      await queries.invalidateQueries({ queryKey: ['rehearsal'] });
    },
  });
  const changes = rehearsed ? rehearsed.added + rehearsed.superseded : 0;
  return (
    <section className="card zone-import">
      <header><h2>{t('operate.zones')}</h2><small className="num">{t('operate.zonesInForce', { count: known.length })}</small></header>
      <div className="zone-columns">
        <div className="zone-form">
          <label className="field">{t('operate.choose')}<input type="file" accept=".geojson,.json,application/geo+json" onChange={(event) => void event.target.files?.[0]?.text().then((content) => { setText(content); importing.reset(); })} /></label>
          <label className="field">{t('operate.source')}<input dir="ltr" placeholder="OCHA" value={source} onChange={(event) => setSource(event.target.value.toUpperCase())} /></label>
          {file === null && <p className="refusal" role="alert">{t('operate.notGeoJson')}</p>}
          <Refusal error={refused} />
          {rehearsed && file && (
            <div role="status" className="rehearsal" aria-busy={isFetching}>
              <h3>{t('operate.features', { count: file.length })} — {t('operate.dryRun')}</h3>
              <dl className="diff">
                <div><dt>{t('operate.added')}</dt><dd className="num">{rehearsed.added}</dd></div>
                <div><dt>{t('operate.changed')}</dt><dd className="num">{rehearsed.superseded}</dd></div>
                <div><dt>{t('operate.same')}</dt><dd className="num">{rehearsed.unchanged}</dd></div>
              </dl>
              <p className="aside">{t('operate.diffHint')}</p>
              <button type="button" className="primary" disabled={importing.isPending || changes === 0} onClick={() => importing.mutate()}>{importing.isPending ? t('operate.importing') : t('operate.import')}</button>
            </div>
          )}
          {importing.data && <p className="done" role="status">{t('operate.imported', { ...importing.data })}</p>}
          <Refusal error={importing.error} />
        </div>
        <div className="zone-map-box"><ZoneMap label={t('operate.zones')} spots={NONE} extra={drawnChanges(file ?? [], rehearsed && 'codes' in rehearsed ? rehearsed.codes : undefined)} /></div>
      </div>
    </section>
  );
}

const NONE: never[] = [];
