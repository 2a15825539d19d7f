// operate.page.tsx - what waits, what was put aside, and the zones.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import { work as workQuery } from '../api/queries';
import type { OpenWork } from '../api/shapes';
import { Failure, Loading, Refusal } from '../ui/states';
import { Told } from '../ui/told';
import { useWords, type Translate } from '../ui/words';
import { ZoneImport } from './zone-import';
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
          <section className="card work">
            <header><h2>{t('operate.work')}</h2></header>
            {work.topics.length === 0 ? <p className="aside">{t('operate.idle')}</p> : (
              <table>
                <thead><tr><th>{t('operate.topic')}</th><th className="num">{t('operate.open')}</th><th className="num">{t('operate.oldest')}</th><th className="num">{t('operate.quarantined')}</th></tr></thead>
                <tbody>{work.topics.map(({ topic, open, oldestSeconds, quarantined }) => <tr key={topic}><th scope="row" title={topic}>{topicName(t, topic)}</th><td className="num">{words.number(open)}</td><td className="num">{words.lasting(oldestSeconds * 1_000)}</td><td className="num">{words.number(quarantined)}</td></tr>)}</tbody>
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

/** What is done with work of a topic; its own name where the console does not know it. */
function topicName(t: Translate, topic: string): string {
  return t(`topic|${topic}` as 'topic', { keySeparator: '|', defaultValue: topic });
}

function Aside({ work }: { work: OpenWork }) {
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
              {work.quarantined.map(({ topic, subjectId, lastError, attempts }) => (
                <tr key={topic + subjectId}>
                  <td title={topic}>{topicName(t, topic)}</td>
                  <td className="mono" dir="ltr">{subjectId}</td>
                  <td>{lastError !== null && <Told text={lastError} />}</td>
                  <td className="num">{attempts}</td>
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
