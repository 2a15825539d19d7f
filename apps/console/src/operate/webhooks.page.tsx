// webhooks.page.tsx - who is sent events, in whose view, and how the last delivery went. The key that signs them is shown once, here.
import { useState, type FormEvent } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import { webhooks } from '../api/queries';
import type { RegisteredWebhook, WebhookView } from '../api/shapes';
import { Badge } from '../ui/badge';
import { Failure, Loading, Refusal } from '../ui/states';
import { useWords } from '../ui/words';
import { ShownOnce } from './shown-once';
import { Sure } from './sure';
import './operate.css';

const VIEWERS = ['US', 'RU', 'OSE', 'AUDITOR'] as const satisfies readonly WebhookView['viewer'][];

export default function WebhooksPage() {
  const { t } = useTranslation();
  const { data: hooks, error, isPending, refetch } = useQuery(webhooks);
  const [made, setMade] = useState<RegisteredWebhook | null>(null);
  if (isPending) return <Loading />;
  if (!hooks) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className="page">
      <header className="page-head"><div><h1>{t('hooks.title')}</h1><p>{t('hooks.lead')}</p></div></header>
      {made && <ShownOnce title={t('hooks.made')} secret={made.key} onDone={() => setMade(null)}><bdi className="mono">{made.url}</bdi></ShownOnce>}
      <Register onMade={setMade} />
      <section className="card">
        <header><h2>{t('hooks.list')}</h2><small className="num">{t('hooks.count', { count: hooks.length })}</small></header>
        {hooks.length === 0 ? <p className="aside">{t('hooks.none')}</p> : <Receivers hooks={hooks} />}
      </section>
    </div>
  );
}

function Register({ onMade }: { onMade: (made: RegisteredWebhook) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [url, setUrl] = useState('');
  const [viewer, setViewer] = useState<WebhookView['viewer']>('OSE');
  const register = useMutation({
    mutationFn: () => ask(client.POST('/v1/webhooks', { body: { url: url.trim(), viewer } })),
    onSuccess: (made) => {
      onMade(made);
      setUrl('');
    },
    onSettled: () => queries.invalidateQueries({ queryKey: webhooks.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    register.mutate();
  };
  return (
    <section className="card">
      <header><h2>{t('hooks.add')}</h2><small>{t('hooks.addHint')}</small></header>
      <form onSubmit={submit} className="add-webhook">
        <div className="fields">
          <label className="field">{t('hooks.url')}<input dir="ltr" inputMode="url" maxLength={500} autoComplete="off" value={url} onChange={(event) => setUrl(event.target.value)} /></label>
          <label className="field">{t('hooks.viewer')}<select value={viewer} onChange={(event) => setViewer(event.target.value as typeof viewer)}>{VIEWERS.map((one) => <option key={one} value={one}>{t(`hooks.viewers.${one}`)}</option>)}</select></label>
        </div>
        <Refusal error={register.error} />
        <div className="row"><button type="submit" className="primary" disabled={url.trim() === '' || register.isPending}>{t('hooks.add')}</button></div>
      </form>
    </section>
  );
}

function Receivers({ hooks }: { hooks: WebhookView[] }) {
  const { t } = useTranslation();
  const words = useWords();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: string) => ask(client.DELETE('/v1/webhooks/{id}', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: webhooks.queryKey }),
  });
  return (
    <>
      <Refusal error={remove.error} />
      <div className="scroll-x">
        <table className="keys">
          <thead><tr><th>{t('hooks.url')}</th><th>{t('hooks.viewer')}</th><th>{t('hooks.last')}</th><th>{t('hooks.next')}</th><th><span className="visually-hidden">{t('keys_.do')}</span></th></tr></thead>
          <tbody>
            {hooks.map(({ id, url, viewer, failures, lastStatus, nextAt }) => (
              <tr key={id}>
                <th scope="row" className="mono" dir="ltr">{url}</th>
                <td>{t(`hooks.viewers.${viewer}`)}</td>
                <td><Delivery failures={failures} lastStatus={lastStatus} /></td>
                <td>{failures > 0 ? words.moment(nextAt) : t('hooks.atOnce')}</td>
                <td><Sure label={t('hooks.remove')} hint={t('hooks.removeHint')} sure={t('hooks.removeNow')} isPending={remove.isPending} onSure={() => remove.mutate(id)} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Delivery({ failures, lastStatus }: Pick<WebhookView, 'failures' | 'lastStatus'>) {
  const { t } = useTranslation();
  if (failures === 0 && lastStatus === null) return <>{t('hooks.nothingYet')}</>;
  const isTaken = failures === 0 && lastStatus !== null && lastStatus >= 200 && lastStatus < 300;
  return (
    <>
      {failures > 0 && <Badge tone="bad">{t('hooks.failed', { count: failures })}</Badge>}
      {isTaken && <Badge tone="good">{t('hooks.taken')}</Badge>}
      {/* Zero: there was no answer. */}
      {lastStatus !== null && lastStatus > 0 && <small className="num"> HTTP {lastStatus}</small>}
    </>
  );
}
