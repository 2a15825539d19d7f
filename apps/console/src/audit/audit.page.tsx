// audit.page.tsx - the log's health, and the record to take away: counted, hashed and compared before it is called whole.
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { askForFile } from '../api/client';
import { Refusal } from '../ui/states';
import { useWords } from '../ui/words';
import { CheckpointCard, useHead } from './checkpoint';
import { save, take, type Progress, type Taken } from './download';
import { VerifyCard } from './verify-card';
import './audit.css';

const FORMATS = { csv: 'CSV', ndjson: 'NDJSON', geojson: 'GeoJSON', xlsx: 'XLSX', log: 'NDJSON' } as const;
type Format = keyof typeof FORMATS;

interface Done extends Omit<Taken, 'blob'> {
  name: string;
  manifest: 'matches' | 'differs' | 'noManifest';
  /** As the service gave it. */
  signed: SignedManifest | null;
}

interface SignedManifest {
  manifest: { sha256: string };
  note: string;
}

export default function AuditPage() {
  const { t } = useTranslation();
  return (
    <div className="page record">
      <header className="page-head"><div><h1>{t('audit.title')}</h1><p>{t('audit.lead')}</p></div></header>
      <CheckpointCard />
      <Exports />
      <VerifyCard />
    </div>
  );
}

function Exports() {
  const { t } = useTranslation();
  const words = useWords();
  const { data: head } = useHead();
  const hasLog = Boolean(head);
  const [format, setFormat] = useState<Format>('csv');
  const [queue, setQueue] = useState('all');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [progress, setProgress] = useState<Progress | null>(null);
  const [done, setDone] = useState<Done[]>([]);
  const [error, setError] = useState<unknown>(null);
  const stop = useRef<AbortController | null>(null);
  const offered = (Object.keys(FORMATS) as Format[]).filter((one) => hasLog || (one !== 'log' && one !== 'xlsx'));

  const start = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    setProgress({ bytes: 0, rows: 0 });
    stop.current = new AbortController();
    const name = format === 'log' ? 'log.ndjson' : `incidents.${format}`;
    const query = format === 'log' ? '' : new URLSearchParams({ queue, ...(from ? { from: `${from}T00:00:00Z` } : {}), ...(to ? { to: `${to}T23:59:59Z` } : {}) }).toString();
    try {
      const response = await askForFile(`/v1/exports/${name}${query && `?${query}`}`, stop.current.signal);
      const { blob, ...taken } = await take(response, setProgress);
      // One file a press: browsers hold back a second download that nobody asked for.
      save(blob, name);
      const manifest = format === 'log' ? null : await manifestOf(response, stop.current.signal);
      setDone((before) => [{ ...taken, name, signed: manifest, manifest: manifest === null ? 'noManifest' : manifest.manifest.sha256 === taken.sha256 ? 'matches' : 'differs' }, ...before]);
    } catch (problem) {
      if (!(problem instanceof DOMException && problem.name === 'AbortError')) setError(problem);
    }
    setProgress(null);
  };

  return (
    <section className="card" aria-labelledby="exports-title">
      <header><h2 id="exports-title">{t('audit.exports')}</h2><small>{t('audit.snapshot')}</small></header>
      <form className="export-form" onSubmit={(event) => void start(event)}>
        <label className="field">{t('audit.what')}
          <select value={format} onChange={(event) => setFormat(event.target.value as Format)}>
            {offered.map((one) => <option key={one} value={one}>{one === 'log' ? t('audit.log') : t('audit.incidents')} · {FORMATS[one]}</option>)}
          </select>
        </label>
        {format !== 'log' && (
          <>
            <label className="field">{t('audit.filters')}
              <select value={queue} onChange={(event) => setQueue(event.target.value)}>{(['all', 'verified', 'candidates'] as const).map((one) => <option key={one} value={one}>{t(`queue.${one}`)}</option>)}</select>
            </label>
            <label className="field">{t('filter.from')}<input type="date" dir="ltr" value={from} onChange={(event) => setFrom(event.target.value)} /></label>
            <label className="field">{t('filter.to')}<input type="date" dir="ltr" value={to} onChange={(event) => setTo(event.target.value)} /></label>
          </>
        )}
        <div className="row export-go">
          <button type="submit" className="primary" disabled={progress !== null}>{t('audit.start')}</button>
          {progress && <button type="button" onClick={() => stop.current?.abort()}>{t('audit.cancel')}</button>}
        </div>
      </form>
      {progress && (
        <div className="export-progress" role="status">
          <progress aria-label={t('audit.exports')} {...(format === 'log' && head ? { value: Math.min(progress.rows, head.size), max: head.size } : {})} />
          <p className="num">{t('audit.progress', { bytes: words.bytes(progress.bytes), rows: words.number(progress.rows) })}</p>
        </div>
      )}
      {error !== null && <><p className="refusal" role="alert">{t('audit.failed')}</p><Refusal error={error} /></>}
      {done.length > 0 && (
        <>
          <h3>{t('audit.filesTitle')}</h3>
          <ul className="taken">
            {done.map((file, index) => (
              <li key={`${done.length - index}`}>
                <b className="num">{t('audit.done', { name: file.name, bytes: words.bytes(file.bytes), rows: words.number(file.rows) })}</b>
                <span className={`badge ${file.manifest === 'matches' ? 'good' : file.manifest === 'differs' ? 'bad' : ''}`}>{t(`audit.${file.manifest}`)}</span>
                {file.signed && <button type="button" onClick={() => save(new Blob([JSON.stringify(file.signed, null, 2)], { type: 'application/json' }), `${file.name}.manifest.json`)}>{t('audit.manifest')}</button>}
                <code className="wrap" dir="ltr">sha256:{file.sha256}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The manifest that the export's own answer points at (RFC 8288), with the note that signs it; null where there is none. */
async function manifestOf(response: Response, signal: AbortSignal): Promise<SignedManifest | null> {
  const path = /<(\/v1\/[^>]+)>;\s*rel="describedby"/.exec(response.headers.get('link') ?? '')?.[1];
  return path ? ((await (await askForFile(path, signal)).json()) as SignedManifest) : null;
}
