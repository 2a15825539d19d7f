// episodes.tsx - what lasts for days: the incidents that people joined to one. Each stays an incident of its own.
import { useState, type FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ask, client } from '../api/client';
import type { IncidentDetail, Me } from '../api/shapes';
import { Refusal } from '../ui/states';
import { useWords } from '../ui/words';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Change = { do: 'open'; name: string; reason: string } | { do: 'join' | 'leave'; id: string; reason: string };

export function Episodes({ incident, who }: { incident: IncidentDetail; who: Me }) {
  const { t } = useTranslation();
  const words = useWords();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (what: Change) => {
      const body = { incidents: [incident.id], reason: what.reason };
      if (what.do === 'open') return ask(client.POST('/v1/episodes', { body: { ...body, name: what.name } }));
      const path = { params: { path: { id: what.id } }, body };
      return ask(what.do === 'join' ? client.POST('/v1/episodes/{id}/join', path) : client.POST('/v1/episodes/{id}/leave', path));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['incident'] }),
  });
  const { episodes } = incident;
  const mayChange = who.role === 'reviewer';
  if (!episodes || (episodes.length === 0 && !mayChange)) return null;
  return (
    <section className="card" aria-labelledby="episodes-title">
      <header><h2 id="episodes-title">{t('episode.title')}</h2><small>{t('episode.hint')}</small></header>
      {episodes.length === 0 && <p className="aside">{t('episode.none')}</p>}
      <ul className="lines">
        {episodes.map(({ id, name, openedAt, incidents }) => (
          <li key={id}>
            <b><bdi>{name}</bdi></b>
            <span className="aside mono" dir="ltr">{id.slice(0, 8)}</span>
            <span className="grow">{incidents.filter((other) => other !== incident.id).map((other) => <Link key={other} className="mono" to={`/incidents/${other}`}>{other.slice(0, 8)} </Link>)}</span>
            <span className="aside num">{t('queue.count', { count: incidents.length })} · {words.day(openedAt)}</span>
            {mayChange && <Leave isPending={change.isPending} onLeave={(reason) => change.mutate({ do: 'leave', id, reason })} />}
          </li>
        ))}
      </ul>
      {mayChange && <Join isPending={change.isPending} onChange={(what) => change.mutate(what)} key={episodes.length} />}
      <Refusal error={change.error} />
    </section>
  );
}

function Leave({ isPending, onLeave }: { isPending: boolean; onLeave: (reason: string) => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <details>
      <summary>{t('episode.leave')}</summary>
      <form className="row" onSubmit={(event) => { event.preventDefault(); onLeave(reason.trim()); }}>
        <input aria-label={t('link.reason')} placeholder={t('link.reason')} dir="auto" maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} />
        <button type="submit" disabled={isPending || !reason.trim()}>{t('episode.leave')}</button>
      </form>
    </details>
  );
}

/** Into an episode there is, by its id, or into a new one, by its name. */
function Join({ isPending, onChange }: { isPending: boolean; onChange: (what: Change) => void }) {
  const { t } = useTranslation();
  const [episode, setEpisode] = useState('');
  const [reason, setReason] = useState('');
  const isId = UUID.test(episode.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!episode.trim() || !reason.trim()) return;
    onChange(isId ? { do: 'join', id: episode.trim(), reason: reason.trim() } : { do: 'open', name: episode.trim(), reason: reason.trim() });
  };
  return (
    <details>
      <summary>{t('episode.add')}</summary>
      <form className="decide episode-form" onSubmit={submit}>
        <div className="fields">
          <label className="field">{t('episode.which')}<input dir="auto" maxLength={200} value={episode} onChange={(event) => setEpisode(event.target.value)} /></label>
          <label className="field">{t('link.reason')}<input dir="auto" maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} /></label>
        </div>
        <div className="row"><button type="submit" disabled={isPending || !episode.trim() || !reason.trim()}>{t(isId ? 'episode.join' : 'episode.open')}</button></div>
      </form>
    </details>
  );
}
