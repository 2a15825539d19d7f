// audit.page.tsx - the log's health, and the record to take away: counted, hashed and compared before it is called whole.
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, askForFile, client } from '../api/client';
import { Refusal } from '../ui/states';
import { useWords } from '../ui/words';
import { CheckpointCard, useHead } from './checkpoint';
import { save, take, type Progress, type Taken } from './download';
import { ExportProgress } from './export-progress';
import type { Format } from './how-far';
import { VerifyCard } from './verify-card';
import './audit.css';

const FORMATS = { csv: 'CSV', ndjson: 'NDJSON', geojson: 'GeoJSON', xlsx: 'XLSX', log: 'NDJSON' } as const satisfies Record<Format, string>;

const QUEUES = ['all', 'verified', 'candidates'] as const;

interface Done extends Pick<Taken, 'bytes' | 'sha256'> {
  name: string;
  rows: number;
  manifest: 'matches' | 'differs' | 'noManifest';
  /** As the service gave it. */
  signed: SignedManifest | null;
}

interface SignedManifest {
  manifest: { sha256: string; rows: number };
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
  const [queue, setQueue] = useState<(typeof QUEUES)[number]>('all');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [progress, setProgress] = useState<Progress | null>(null);
  /** What is under way; how many rows it has, once that is known. */
  const [making, setMaking] = useState<{ format: Format; total: number | null }>({ format, total: null });
  const [done, setDone] = useState<Done[]>([]);
  const [error, setError] = useState<unknown>(null);
  const stop = useRef<AbortController | null>(null);
  const offered = (Object.keys(FORMATS) as Format[]).filter((one) => hasLog || (one !== 'log' && one !== 'xlsx'));

  const start = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    setProgress({ bytes: 0, lines: 0 });
    setMaking({ format, total: null });
    const setTotal = (total: number) => setMaking({ format, total });
    stop.current = new AbortController();
    const { signal } = stop.current;
    const name = format === 'log' ? 'log.ndjson' : `incidents.${format}`;
    const question = { queue, ...(from ? { from: `${from}T00:00:00Z` } : {}), ...(to ? { to: `${to}T23:59:59Z` } : {}) };
    try {
      const response = await askForFile(format === 'log' ? `/v1/exports/${name}` : `/v1/exports/${name}?${new URLSearchParams(question).toString()}`, signal);
      const asOf = response.headers.get('hotline-checkpoint');
      if (asOf !== null && format === 'log') setTotal(Number(asOf));
      // Asked beside the file, which waits for no count; without an answer the bar has no end.
      if (asOf !== null && format !== 'log') void ask(client.GET('/v1/exports/incidents.count.json', { params: { query: { ...question, asOf } }, signal })).then(({ rows }) => setTotal(rows), () => undefined);
      const { blob, bytes, lines, sha256 } = await take(response, setProgress);
      // One file a press: browsers hold back a second download that nobody asked for.
      save(blob, name);
      const signed = format === 'log' ? null : await manifestOf(response, signal);
      setDone((before) => [{ name, bytes, sha256, signed, rows: signed?.manifest.rows ?? lines, manifest: signed === null ? 'noManifest' : signed.manifest.sha256 === sha256 ? 'matches' : 'differs' }, ...before]);
    } catch (problem) {
      if (!(problem instanceof DOMException && problem.name === 'AbortError')) setError(problem);
    }
    stop.current.abort(); // a count that is still on its way is of no use to the next file
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
              <select value={queue} onChange={(event) => setQueue(event.target.value as typeof queue)}>{QUEUES.map((one) => <option key={one} value={one}>{t(`queue.${one}`)}</option>)}</select>
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
      {progress && <ExportProgress {...making} progress={progress} />}
      {error !== null && <><p className="refusal" role="alert">{t('audit.failed')}</p><Refusal error={error} /></>}
      {done.length > 0 && (
        <>
          <h3>{t('audit.filesTitle')}</h3>
          <ul className="taken">
            {done.map((file, index) => (
              <li key={`${done.length - index}`}>
                <b className="num">{t('audit.done', { name: file.name, bytes: words.bytes(file.bytes), count: file.rows, rows: words.number(file.rows) })}</b>
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
