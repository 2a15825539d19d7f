// verify-card.tsx - takes the whole log and makes it again, in a worker of this browser.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askForFile } from '../api/client';
import { Refusal } from '../ui/states';
import { Told } from '../ui/told';
import { useWords } from '../ui/words';
import { useHead } from './checkpoint';
import { take } from './download';
import type { VerifyWord } from './verify.worker';

export function VerifyCard() {
  const { t } = useTranslation();
  const words = useWords();
  const { data: head } = useHead();
  const worker = useRef<Worker | null>(null);
  const [word, setWord] = useState<VerifyWord | null>(null);
  /** The whole log is here, and is being hashed. */
  const [isTaken, setTaken] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => () => worker.current?.terminate(), []);
  if (!head) return null;
  const verify = async () => {
    setError(null);
    setTaken(false);
    setWord({ rows: 0 });
    const giveUp = (problem: unknown) => {
      setWord(null);
      setError(problem);
    };
    try {
      const { blob } = await take(await askForFile('/v1/exports/log.ndjson'), ({ lines }) => setWord({ rows: lines }));
      setTaken(true);
      worker.current?.terminate();
      worker.current = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' });
      worker.current.onmessage = ({ data }: MessageEvent<VerifyWord>) => setWord(data);
      worker.current.onerror = ({ message }) => giveUp(new Error(message));
      worker.current.postMessage(blob);
    } catch (problem) {
      giveUp(problem);
    }
  };
  const isEnded = word !== null && 'verdict' in word;
  return (
    <section className="card">
      <header><h2>{t('audit.verify')}</h2><small>{t('audit.offline')}</small></header>
      <div className="row"><button type="button" className="primary" disabled={word !== null && !isEnded} onClick={() => void verify()}>{t('audit.verify')}</button><a className="button" href="/v1/exports/verify.mjs" download>{t('audit.verifier')}</a></div>
      {word && !isEnded && <div className="export-progress" role="status"><progress aria-label={t('audit.verify')} value={(isTaken ? head.size : 0) + Math.min(word.rows, head.size)} max={2 * head.size} /><p className="num">{t(isTaken ? 'audit.verifying' : 'audit.taking', { count: word.rows, rows: words.number(word.rows) })}</p></div>}
      {word && isEnded && (
        <p className={word.verdict === 'verified' ? 'done' : 'refusal'} role={word.verdict === 'verified' ? 'status' : 'alert'} data-verdict={word.verdict}>
          {t(`audit.${word.verdict}`, { count: word.rows, rows: words.number(word.rows) })} {word.why && <Told text={word.why} />}
          <code className="wrap" dir="ltr"> {word.root}</code>
        </p>
      )}
      <Refusal error={error} />
    </section>
  );
}
