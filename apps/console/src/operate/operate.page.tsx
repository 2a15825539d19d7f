// operate.page.tsx - what waits, what was put aside, and the zones.
import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client, send } from '../api/client';
import { work as workQuery, zones } from '../api/queries';
import type { WorkView } from '../api/shapes';
import { useOutlines, ZoneMap } from '../map/zone-map';
import { Failure, Loading, Refusal } from '../ui/states';
import { useWords } from '../ui/words';
import { diffZones, zonesInFile, type FileZone } from './zone-diff';
import './operate.css';

export default function OperatePage() {
  const { t } = useTranslation();
  const words = useWords();
  const { data: work, error, isPending, refetch } = useQuery(workQuery);
  return (
    <div className="page">
      <header className="page-head"><div><h1>{t('operate.title')}</h1><p>{t('operate.lead')}</p></div></header>
      {isPending && <Loading />}
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {work && (
        <>
          <section className="card">
            <header><h2>{t('operate.work')}</h2></header>
            {work.topics.length === 0 ? <p className="aside">{t('operate.idle')}</p> : (
              <table>
                <thead><tr><th>{t('operate.topic')}</th><th className="num">{t('operate.open')}</th><th className="num">{t('operate.oldest')}</th><th className="num">{t('operate.quarantined')}</th></tr></thead>
                <tbody>{work.topics.map(({ topic, open, oldestSeconds, quarantined }) => <tr key={topic}><th scope="row" className="mono">{topic}</th><td className="num">{words.number(open)}</td><td className="num">{words.lasting(oldestSeconds * 1_000)}</td><td className="num">{words.number(quarantined)}</td></tr>)}</tbody>
              </table>
            )}
          </section>
          <Aside work={work} />
        </>
      )}
      <ZoneImport />
    </div>
  );
}

function Aside({ work }: { work: WorkView }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: ({ topic, subjectId }: { topic: string; subjectId: string }) => ask(client.POST('/v1/admin/outbox/{topic}/{subjectId}/retry', { params: { path: { topic, subjectId } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['work'] }),
  });
  return (
    <section className="card">
      <header><h2>{t('operate.aside')}</h2><small>{t('operate.asideHint')}</small></header>
      <Refusal error={retry.error} />
      {retry.isSuccess && <p className="done" role="status">{t('operate.retried')}</p>}
      {work.quarantined.length === 0 ? <p className="aside">{t('operate.noneAside')}</p> : (
        <div className="scroll-x">
          <table>
            <thead><tr><th>{t('operate.topic')}</th><th>{t('operate.subject')}</th><th>{t('operate.why')}</th><th className="num">{t('operate.starts')}</th><th /></tr></thead>
            <tbody>
              {work.quarantined.map(({ topic, subjectId, ...rest }) => (
                <tr key={topic + subjectId}>
                  <td className="mono">{topic}</td>
                  <td className="mono">{subjectId}</td>
                  <td lang="en" dir="ltr">{String(rest.reason ?? rest.lastError ?? rest.why ?? '')}</td>
                  <td className="num">{String(rest.starts ?? rest.attempts ?? '')}</td>
                  <td><button type="button" disabled={retry.isPending} onClick={() => retry.mutate({ topic, subjectId })}>{t('operate.retry')}</button></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function ZoneImport() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: known = [] } = useQuery(zones);
  const inForce = useOutlines();
  const [text, setText] = useState('');
  const [source, setSource] = useState('');
  const found: FileZone[] | null = text === '' ? [] : zonesInFile(text);
  const diff = found && found.length > 0 ? diffZones(found, inForce) : null;
  const importing = useMutation({
    mutationFn: () => send<{ added: number; superseded: number; unchanged: number }>(`/v1/admin/zones${source ? `?source=${encodeURIComponent(source)}` : ''}`, text, 'application/geo+json'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['zones'] }),
  });
  const drawn = diff ? [...diff.changed.map((zone) => ({ ...zone, tone: 'changed' })), ...diff.added.map((zone) => ({ ...zone, tone: 'added' }))].map(({ code, geometry, tone }) => ({ id: `file-${code}`, geometry, tone, label: null })) : [];
  return (
    <section className="card zone-import">
      <header><h2>{t('operate.zones')}</h2><small className="num">{t('operate.zonesInForce', { count: known.length })}</small></header>
      <div className="zone-columns">
        <div className="zone-form">
          <label className="field">{t('operate.choose')}<input type="file" accept=".geojson,.json,application/geo+json" onChange={(event) => void event.target.files?.[0]?.text().then((content) => { setText(content); importing.reset(); })} /></label>
          <label className="field">{t('operate.source')}<input dir="ltr" placeholder="OCHA" value={source} onChange={(event) => setSource(event.target.value.toUpperCase())} /></label>
          {found === null && <p className="refusal" role="alert">{t('operate.notGeoJson')}</p>}
          {diff && (
            <>
              <h3>{t('operate.features', { count: found!.length })} — {t('operate.dryRun')}</h3>
              <dl className="diff">
                {(['added', 'changed', 'same'] as const).map((kind) => <div key={kind}><dt>{t(`operate.${kind}`)}</dt><dd className="num">{diff[kind].length}</dd></div>)}
              </dl>
              <p className="aside">{t('operate.diffHint')}</p>
              <button type="button" className="primary" disabled={importing.isPending} onClick={() => importing.mutate()}>{importing.isPending ? t('operate.importing') : t('operate.import')}</button>
            </>
          )}
          {importing.data && <p className="done" role="status">{t('operate.imported', { ...importing.data })}</p>}
          <Refusal error={importing.error} />
        </div>
        <div className="zone-map-box"><ZoneMap label={t('operate.zones')} spots={[]} extra={drawn} /></div>
      </div>
    </section>
  );
}
