// link-decisions.tsx - what people decide about what belongs together: merge, split, not the same, and undo.
import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import type { IncidentDetail, Me, Restructuring, Suggestion } from '../api/shapes';
import { Badge } from '../ui/badge';
import { Refusal } from '../ui/states';
import { Told } from '../ui/told';
import { WithReason } from '../ui/with-reason';
import { useWords } from '../ui/words';
import { useTelling } from './hearing';
import type { ChosenIncident } from './incident-choice';
import { IncidentName } from './incident-name';
import { OtherIncident } from './other-incident';
import { Waterfall } from './waterfall';

export function LinkDecisions({ incident, who }: { incident: IncidentDetail; who: Me }) {
  const { t } = useTranslation();
  const { data: decisions } = useQuery({ queryKey: ['restructurings', incident.id], queryFn: ({ signal }) => ask(client.GET('/v1/incidents/{id}/restructurings', { params: { path: { id: incident.id } }, signal })) });
  const mayDecide = Boolean(decisions) && who.role === 'reviewer';
  return (
    <>
      {incident.suggestions.length > 0 && (
        <section className="card" aria-labelledby="suggestions-title">
          <header><h2 id="suggestions-title">{t('incident.suggestions')}</h2></header>
          {incident.suggestions.map((suggestion, index) => <Suggested key={`${suggestion.reportId}${index}`} suggestion={suggestion} incident={incident} mayDecide={mayDecide} />)}
        </section>
      )}
      {decisions && (mayDecide || decisions.items.length > 0) && (
        <section className="card" aria-labelledby="decisions-title">
          <header><h2 id="decisions-title">{t(mayDecide ? 'link.title' : 'link.decisions')}</h2></header>
          <Decided decisions={decisions.items} incident={incident} mayDecide={mayDecide} />
          {mayDecide && <Split incident={incident} />}
        </section>
      )}
    </>
  );
}

function otherOf({ incidentId, otherIncidentId }: Suggestion, own: string): string | null {
  return [incidentId, otherIncidentId].find((id): id is string => typeof id === 'string' && id !== own) ?? null;
}

function Suggested({ suggestion, incident, mayDecide }: { suggestion: Suggestion; incident: IncidentDetail; mayDecide: boolean }) {
  const { t } = useTranslation();
  const other = otherOf(suggestion, incident.id);
  const [reason, setReason] = useState('');
  const merge = useTelling('/v1/incidents/{id}/merge', incident.id);
  const keepApart = useTelling('/v1/incidents/{id}/not-same', incident.id);
  const isReady = reason.trim() !== '' && other !== null && !merge.isPending && !keepApart.isPending;
  return (
    <details className="link">
      <summary>
        {other && <IncidentName id={other} />}
        {suggestion.bits !== undefined && <b className="num">{t('incident.bits', { bits: suggestion.bits.toFixed(1) })}</b>}
        <span className="aside why-words"><Told text={suggestion.why} /></span>
      </summary>
      {suggestion.evidence && <Waterfall evidence={suggestion.evidence} total={suggestion.bits ?? 0} />}
      {mayDecide && other && (
        <div className="decide">
          <label className="field">{t('link.reason')}<input dir="auto" maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} /></label>
          <div className="row">
            <button type="button" disabled={!isReady} onClick={() => other && merge.mutate({ other, reason })}>{t('link.same')}</button>
            <button type="button" disabled={!isReady} onClick={() => keepApart.mutate({ other, reason })}>{t('link.different')}</button>
          </div>
          {(merge.isSuccess || keepApart.isSuccess) && <p className="done" role="status">{t('link.done')}</p>}
          <Refusal error={merge.error ?? keepApart.error} />
        </div>
      )}
    </details>
  );
}

function Split({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const words = useWords();
  const [chosen, setChosen] = useState<string[]>([]);
  const [other, setOther] = useState<ChosenIncident>('');
  const [isLooked, setLooked] = useState(false);
  const [reason, setReason] = useState('');
  const clear = () => {
    setChosen([]);
    setReason('');
    setOther('');
  };
  const split = useTelling('/v1/incidents/{id}/split', incident.id, clear);
  const merge = useTelling('/v1/incidents/{id}/merge', incident.id, clear);
  const keepApart = useTelling('/v1/incidents/{id}/not-same', incident.id, clear);
  const isDone = split.isSuccess || merge.isSuccess || keepApart.isSuccess;
  return (
    <details onToggle={({ currentTarget: { open } }) => open && setLooked(true)}>
      <summary>{t('link.form')}</summary>
      <div className="decide">
        {incident.reports.length > 1 && (
          <fieldset className="picks">
            <legend>{t('link.choose')}</legend>
            {incident.reports.map(({ id, source, occurred, narrative }) => (
              <label key={id}>
                <input type="checkbox" checked={chosen.includes(id)} onChange={(event) => setChosen((now) => (event.target.checked ? [...now, id] : now.filter((one) => one !== id)))} />
                <span className="mono">{source}</span> <span className="num">{words.span(occurred.from, occurred.to)}</span> <span className="aside begins" dir="auto">{narrative}</span>
              </label>
            ))}
          </fieldset>
        )}
        <div className="fields">
          <label className="field">{t('link.reason')}<input id="split-reason" dir="auto" maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} /></label>
          {/* What is near is asked for when somebody looks. */}
          {isLooked && <OtherIncident key={String(isDone)} incident={incident} label={t('link.other')} value={other} onChange={setOther} />}
        </div>
        <div className="row">
          <button type="button" disabled={chosen.length === 0 || chosen.length === incident.reports.length || !reason.trim() || split.isPending} onClick={() => split.mutate({ reports: chosen, reason })}>{t('link.split')}</button>
          <button type="button" disabled={!other || !reason.trim() || merge.isPending} onClick={() => other && merge.mutate({ other, reason })}>{t('link.merge')}</button>
          <button type="button" disabled={!other || !reason.trim() || keepApart.isPending} onClick={() => other && keepApart.mutate({ other, reason })}>{t('link.notSame')}</button>
        </div>
        {isDone && <p className="done" role="status">{t('link.done')}</p>}
        <Refusal error={split.error ?? merge.error ?? keepApart.error} />
      </div>
    </details>
  );
}

function Decided({ decisions, incident, mayDecide }: { decisions: Restructuring[]; incident: IncidentDetail; mayDecide: boolean }) {
  const { t } = useTranslation();
  const words = useWords();
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => ask(client.POST('/v1/restructurings/{id}/undo', { params: { path: { id } }, body: { reason } })),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['restructurings'] }), queries.invalidateQueries({ queryKey: ['incident'] })]),
  });
  return (
    <>
      <ul className="lines">
        {decisions.map(({ id, kind, from, to, reason, coChair, madeAt, undoneAt, undoneReason }) => {
          const other = from === incident.id ? to : from;
          return (
            <li key={id}>
              <Badge tone={coChair}>{coChair}</Badge>
              <b>{t(`link.kinds.${kind}`, { defaultValue: kind })}</b>
              {other !== incident.id && <IncidentName id={other} />}
              <span className="grow"><bdi>{reason}</bdi></span>
              <time className="aside num" dateTime={madeAt}>{words.moment(madeAt)}</time>
              {undoneAt ? <Badge title={undoneReason ?? undefined}>{t('link.undone')}</Badge> : mayDecide && <WithReason label={t('link.undo')} isPending={undo.isPending} onSubmit={(why) => undo.mutate({ id, reason: why })} />}
            </li>
          );
        })}
      </ul>
      <Refusal error={undo.error} />
    </>
  );
}
