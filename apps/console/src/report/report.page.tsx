// report.page.tsx - a plain form that works without a connection: what cannot be sent is kept, and sent later.
import { useCallback, useEffect, useState, type FormEvent } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { send, ServiceError } from '../api/client';
import { me } from '../api/queries';
import type { Receipt } from '../api/shapes';
import { Refusal } from '../ui/states';
import { useWords } from '../ui/words';
import { composed, isEnough, NOTHING, type Typed } from './compose';
import { draftsKept, dropDraft, keepDraft, type Draft } from './drafts';
import { OpensOffline } from './opens-offline';
import { ReceiptCard } from './receipt-card';
import './report.css';

const WORDS = {
  kind: ['VIOLATION', 'POTENTIAL_VIOLATION', 'SELF_REPORT'],
  act: ['ATTACK', 'TERRITORY_ACQUISITION', 'TERRITORY_ATTEMPT', 'HUMANITARIAN_OBSTRUCTION', 'DISPROPORTIONATE_RESPONSE', 'DETENTION', 'CROSS_BORDER_FIRE', 'MONITOR_OBSTRUCTION', 'UNMAPPED_ALLEGATION'],
  weapon: ['AIR_STRIKE', 'BARREL_BOMB', 'ROCKET', 'MLRS', 'ARTILLERY', 'MORTAR', 'RECOILLESS', 'ATGM', 'TANK', 'HMG', 'SMALL_ARMS', 'IED', 'INCENDIARY', 'CHEMICAL', 'CLUSTER', 'IMPROVISED_LAUNCHER', 'NONE', 'UNKNOWN'],
  target: ['ARMED_PARTY', 'CIVILIAN_AREA', 'MEDICAL', 'SCHOOL', 'CONVOY', 'INFRASTRUCTURE', 'UNKNOWN'],
  observation: ['SAW', 'HEARD', 'CAMERA', 'SECONDHAND', 'SENSOR', 'PARTY_STATEMENT'],
  precision: ['EXACT', 'HOUR', 'PART_OF_DAY', 'DAY'],
} as const;

export default function ReportPage() {
  const { t, i18n } = useTranslation();
  const words = useWords();
  const { data: who } = useQuery(me);
  // Without a connection nobody says which zone the agreement counts in: then it is that of the clock the reporter looks at.
  const timeZone = who?.agreement.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [typed, setTyped] = useState<Typed>(NOTHING);
  const [files, setFiles] = useState<{ name: string; sha256: string; mediaType?: string }[]>([]);
  const [hashing, setHashing] = useState<string | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const [isTried, setTried] = useState(false);
  const [unsent, setUnsent] = useState<Draft[]>([]);

  const refreshUnsent = useCallback(() => draftsKept().then(setUnsent, () => undefined), []);
  const deliver = useCallback(async (draft: Draft): Promise<Receipt> => {
    const answer = await send('/v1/reports', draft.body, 'application/json');
    await dropDraft(draft.clientReportId).catch(() => undefined);
    return answer;
  }, []);
  const sendAll = useCallback(async () => {
    for (const draft of await draftsKept().catch(() => [])) {
      try {
        setReceipt(await deliver(draft));
      } catch (problem) {
        if (problem instanceof ServiceError && problem.failure === 'offline') break;
        setError(problem);
      }
    }
    await refreshUnsent();
  }, [deliver, refreshUnsent]);
  useEffect(() => {
    void refreshUnsent();
    const onBack = () => void sendAll();
    addEventListener('online', onBack);
    return () => removeEventListener('online', onBack);
  }, [refreshUnsent, sendAll]);

  const set = (name: keyof Typed) => (event: { target: { value: string } }) => setTyped((now) => ({ ...now, [name]: event.target.value }));
  const take = async (list: FileList | null) => {
    for (const file of list ?? []) {
      setHashing(file.name);
      const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
      const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      setFiles((now) => [...now.filter((other) => other.sha256 !== sha256), { name: file.name, sha256, ...(file.type ? { mediaType: file.type } : {}) }]);
    }
    setHashing(null);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isEnough(typed) || isSending) return;
    setSending(true);
    setError(null);
    const clientReportId = crypto.randomUUID();
    const body = JSON.stringify(composed({ ...typed, language: typed.language || i18n.language }, { clientReportId, timeZone, evidence: files.map(({ name: _name, ...file }) => file) }));
    const draft: Draft = { clientReportId, body, keptAt: new Date().toISOString() };
    // Kept before it is sent: a closed lid or a lost network between the two loses nothing.
    await keepDraft(draft).catch(() => undefined);
    try {
      setReceipt(await deliver(draft));
      reset();
    } catch (problem) {
      if (problem instanceof ServiceError && (problem.failure === 'offline' || problem.failure === 'service')) reset();
      else {
        await dropDraft(clientReportId).catch(() => undefined);
        setError(problem);
      }
    }
    setSending(false);
    await refreshUnsent();
  };
  const reset = () => {
    setTyped(NOTHING);
    setFiles([]);
    setTried(false);
  };

  if (receipt) {
    return (
      <div className="page narrow">
        <ReceiptCard receipt={receipt} />
        <div className="row"><button type="button" onClick={() => setReceipt(null)}>{t('report.another')}</button><Link className="button" to={`/receipt#${receipt.receipt}`}>{t('report.ask')}</Link></div>
      </div>
    );
  }
  return (
    <div className="page narrow">
      <header className="page-head"><div><h1>{t('report.title')}</h1><p>{t('report.lead')} {t('report.needed')}</p><OpensOffline /></div><Link className="button" to="/receipt">{t('report.ask')}</Link></header>
      {unsent.length > 0 && (
        <section className="card unsent" role="status">
          <h2>{t('report.unsent', { count: unsent.length })}</h2>
          <p>{t('report.unsentHint')}</p>
          <div className="row">
            <button type="button" className="primary" onClick={() => void sendAll()}>{t('report.sendNow')}</button>
            <button type="button" onClick={() => void Promise.all(unsent.map(({ clientReportId }) => dropDraft(clientReportId))).then(refreshUnsent)}>{t('report.discard')}</button>
          </div>
        </section>
      )}
      <form className="card report-form" onSubmit={(event) => void submit(event)} noValidate>
        <Choice name="kind" value={typed.kind} onChange={set('kind')} />
        <div className="fields">
          <Choice name="act" value={typed.act} onChange={set('act')} isOptional />
          <Choice name="weapon" value={typed.weapon} onChange={set('weapon')} isOptional />
          <Choice name="target" value={typed.target} onChange={set('target')} isOptional />
        </div>
        <label className="field">{t('report.narrative')}<textarea dir="auto" rows={5} maxLength={20_000} value={typed.narrative} onChange={set('narrative')} aria-describedby="narrative-hint" /></label>
        <small id="narrative-hint">{t('report.narrativeHint')}</small>
        <fieldset>
          <legend>{t('report.when')} <span className="aside">{t('report.localNote', { zone: timeZone })}</span></legend>
          <div className="fields">
            <label className="field">{t('report.from')}<input type="datetime-local" dir="ltr" value={typed.from} onChange={set('from')} /></label>
            <label className="field">{t('report.to')}<input type="datetime-local" dir="ltr" value={typed.to} onChange={set('to')} /></label>
            {!typed.to && <Choice name="precision" value={typed.precision} onChange={set('precision')} />}
          </div>
        </fieldset>
        <fieldset>
          <legend>{t('report.where')}</legend>
          <div className="fields">
            <label className="field">{t('report.place')}<input dir="auto" maxLength={300} value={typed.place} onChange={set('place')} /></label>
            <label className="field">{t('report.pcode')}<input dir="ltr" value={typed.pcode} onChange={set('pcode')} /></label>
          </div>
          <div className="fields small">
            <label className="field">{t('report.lat')}<input dir="ltr" inputMode="decimal" value={typed.lat} onChange={set('lat')} /></label>
            <label className="field">{t('report.lon')}<input dir="ltr" inputMode="decimal" value={typed.lon} onChange={set('lon')} /></label>
            <label className="field">{t('report.radius')}<input dir="ltr" inputMode="numeric" value={typed.radiusM} onChange={set('radiusM')} /></label>
          </div>
        </fieldset>
        <fieldset>
          <legend>{t('incident.who')}</legend>
          <div className="fields">
            <label className="field">{t('report.perpetrator')}<input dir="auto" list="known-parties" maxLength={300} value={typed.perpetrator} onChange={set('perpetrator')} /></label>
            <label className="field">{t('report.victim')}<input dir="auto" list="known-parties" maxLength={300} value={typed.victim} onChange={set('victim')} /></label>
          </div>
          <div className="fields small">
            <label className="field">{t('report.killed')}<input dir="ltr" inputMode="numeric" value={typed.killed} onChange={set('killed')} /></label>
            <label className="field">{t('report.wounded')}<input dir="ltr" inputMode="numeric" value={typed.wounded} onChange={set('wounded')} /></label>
          </div>
          <datalist id="known-parties">{(who?.agreement.parties ?? []).map(({ code }) => <option key={code} value={words.party(code)} />)}</datalist>
        </fieldset>
        <div className="fields">
          <Choice name="observation" value={typed.observation} onChange={set('observation')} isOptional />
          <label className="field">{t('report.language')}<input dir="ltr" maxLength={35} placeholder={i18n.language} value={typed.language} onChange={set('language')} /></label>
        </div>
        <label className="field">{t('report.evidence')}<input type="file" multiple onChange={(event) => void take(event.target.files)} aria-describedby="evidence-hint" /></label>
        <small id="evidence-hint">{t('report.evidenceHint')}</small>
        {hashing && <p role="status">{t('report.hashing', { name: hashing })}</p>}
        <ul>{files.map(({ name, sha256 }) => <li key={sha256} className="row"><bdi>{name}</bdi> <code className="wrap">{sha256.slice(0, 16)}…</code></li>)}</ul>
        <label className="row"><input type="checkbox" checked={typed.isTest} onChange={(event) => setTyped((now) => ({ ...now, isTest: event.target.checked }))} /> {t('report.test')}</label>
        {isTried && !isEnough(typed) && <p className="refusal" role="alert">{t('report.required')}</p>}
        <Refusal error={error} />
        <div className="row"><button type="submit" className="primary" disabled={isSending}>{isSending ? t('report.sending') : t('report.send')}</button></div>
      </form>
    </div>
  );
}

function Choice({ name, value, onChange, isOptional = false }: { name: keyof typeof WORDS; value: string; onChange: (event: { target: { value: string } }) => void; isOptional?: boolean }) {
  const { t } = useTranslation();
  return (
    <label className="field">
      {t(`report.${name}`)}
      <select value={value} onChange={onChange}>
        {isOptional && <option value="" />}
        {WORDS[name].map((word) => <option key={word} value={word}>{t(`${name}.${word}` as 'kind.VIOLATION')}</option>)}
      </select>
    </label>
  );
}
