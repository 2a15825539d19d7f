// hearing.tsx - what was asked and answered, with clocks, and the steps that were taken. Steps are recorded, never proposed.
import { useState, type FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tell, type BodyTo, type PathAbout } from '../api/client';
import type { IncidentDetail, Me } from '../api/shapes';
import { RequestLine } from '../questions/request-line';
import { Badge } from '../ui/badge';
import { Refusal } from '../ui/states';
import { useWords } from '../ui/words';

const STEPS = ['RELAYED', 'INFO_REQUESTED', 'DE_ESCALATION_CALL', 'JOINT_ASSESSMENT', 'FORMAL_NOTICE', 'TASK_FORCE_AGENDA'] as const;

export function Hearing({ incident, who }: { incident: IncidentDetail; who: Me }) {
  const { t } = useTranslation();
  const words = useWords();
  const { informationRequests, steps } = incident;
  if (!informationRequests && !steps) return null;
  return (
    <section className="card" aria-labelledby="hearing-title">
      <header><h2 id="hearing-title">{t('review.requests')}</h2></header>
      {informationRequests?.length === 0 && <p className="aside">{t('review.noRequests')}</p>}
      <ul className="lines">
        {informationRequests?.map((request) => (
          <RequestLine key={request.id} request={request} to={request.party ? words.party(request.party) : <span className="mono">{incident.reports.find(({ id }) => id === request.reportId)?.source ?? t('incident.source')}</span>} />
        ))}
      </ul>
      {who.role === 'reviewer' && informationRequests && <Ask incident={incident} />}
      {steps && (
        <>
          <h2 className="next-part">{t('review.steps')}</h2>
          {steps.length === 0 && <p className="aside">{t('review.noSteps')}</p>}
          <ol className="lines">
            {steps.map(({ id, code, by, authority, note, at }) => <li key={id}><Badge tone={by}>{by}</Badge> <b>{t(`review.step.${code}`)}</b> <span className="grow"><bdi>{[authority, note].filter(Boolean).join(' — ')}</bdi></span> <time className="aside num" dateTime={at}>{words.moment(at)}</time></li>)}
          </ol>
          {(who.role === 'reviewer' || who.role === 'secretariat') && incident.absorbedInto === null && <Step incident={incident} />}
        </>
      )}
    </section>
  );
}

function Ask({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const words = useWords();
  const parties = [...new Set([...incident.perpetrators, ...incident.victims])];
  const [to, setTo] = useState(parties[0] ?? incident.reports[0]?.id ?? '');
  const [question, setQuestion] = useState('');
  const send = useTelling('/v1/incidents/{id}/information-requests', incident.id, () => setQuestion(''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question.trim() && to) send.mutate({ ...(parties.includes(to) ? { party: to } : { reportId: to }), question });
  };
  return (
    <details>
      <summary>{t('review.askParty')}</summary>
      <form className="decide" onSubmit={submit}>
        <label className="field">{t('review.to')}
          <select value={to} onChange={(event) => setTo(event.target.value)}>
            {parties.length > 0 && <optgroup label={t('review.parties')}>{parties.map((code) => <option key={code} value={code}>{words.party(code)}</option>)}</optgroup>}
            <optgroup label={t('review.reporters')}>{incident.reports.map(({ id, source, occurred }) => <option key={id} value={id}>{source} · {words.span(occurred.from, occurred.to)}</option>)}</optgroup>
          </select>
        </label>
        <label className="field">{t('review.question')}<textarea dir="auto" maxLength={4000} value={question} onChange={(event) => setQuestion(event.target.value)} /></label>
        <Refusal error={send.error} />
        <div className="row"><button type="submit" disabled={send.isPending || !question.trim()}>{t('review.send')}</button></div>
      </form>
    </details>
  );
}

function Step({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<(typeof STEPS)[number]>('RELAYED');
  const [authority, setAuthority] = useState('');
  const [note, setNote] = useState('');
  const [isWaived, setWaived] = useState(false);
  const record = useTelling('/v1/incidents/{id}/steps', incident.id, () => setNote(''));
  // A step that is left out is left out for a reason.
  const isEnough = authority.trim() !== '' && (note.trim() !== '' || !isWaived);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isEnough) record.mutate({ step, authority, ...(note.trim() ? { note } : {}), ...(isWaived ? { waived: true } : {}) });
  };
  return (
    <details>
      <summary>{t('review.record')}</summary>
      <form className="decide" onSubmit={submit}>
        <div className="fields">
          <label className="field">{t('review.steps')}<select value={step} onChange={(event) => setStep(event.target.value as (typeof STEPS)[number])}>{STEPS.map((code) => <option key={code} value={code}>{t(`review.step.${code}`)}</option>)}</select></label>
          <label className="field">{t('review.authority')}<input dir="auto" maxLength={500} value={authority} onChange={(event) => setAuthority(event.target.value)} /></label>
          <label className="field">{t('review.stepNote')}<input dir="auto" maxLength={4000} value={note} onChange={(event) => setNote(event.target.value)} /></label>
        </div>
        <label className="row"><input type="checkbox" checked={isWaived} onChange={(event) => setWaived(event.target.checked)} /> {t('review.waive')}</label>
        <Refusal error={record.error} />
        <div className="row"><button type="submit" disabled={record.isPending || !isEnough}>{t('review.record')}</button></div>
      </form>
    </details>
  );
}

/** Tells the service something about an incident, and reads the incident again. */
export function useTelling<Path extends PathAbout>(path: Path, incidentId: string, onDone?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyTo<Path>) => tell(path, incidentId, body),
    onSuccess: () => {
      onDone?.();
      void queries.invalidateQueries({ queryKey: ['restructurings', incidentId] });
    },
    // What was done is done when it can be read; a refusal is told at once.
    onSettled: (_, error) => {
      const reading = queries.invalidateQueries({ queryKey: ['incident', incidentId] });
      return error ? undefined : reading;
    },
  });
}
