// episodes.tsx - what lasts for days: the incidents that people joined to one. Each stays an incident of its own.
import { useState, type FormEvent } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import { episodes as episodesKnown } from '../api/queries';
import type { IncidentDetail, Me } from '../api/shapes';
import { Refusal } from '../ui/states';
import { WithReason } from '../ui/with-reason';
import { useWords } from '../ui/words';
import { IncidentName } from './incident-name';

/** Other incidents of an episode that are named; the rest is counted. */
const SHOWN = 12;

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
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['incident'] }), queries.invalidateQueries({ queryKey: ['episodes'] })]),
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
            <span className="aside num grow">{t('queue.count', { count: incidents.length })} · {words.day(openedAt)}</span>
            {mayChange && <WithReason label={t('episode.leave')} isPending={change.isPending} onSubmit={(reason) => change.mutate({ do: 'leave', id, reason })} />}
            <ul className="others">{incidents.filter((other) => other !== incident.id).slice(0, SHOWN).map((other) => <li key={other}><IncidentName id={other} /></li>)}</ul>
          </li>
        ))}
      </ul>
      {mayChange && <Join incident={incident} isPending={change.isPending} onChange={(what) => change.mutate(what)} key={episodes.length} />}
      <Refusal error={change.error} />
    </section>
  );
}

const NEW = '';

/** Into an episode there is, or into a new one, by its name. */
function Join({ incident, isPending, onChange }: { incident: IncidentDetail; isPending: boolean; onChange: (what: Change) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const [isLooked, setLooked] = useState(false);
  const { data: known = [] } = useQuery({ ...episodesKnown, enabled: isLooked });
  const [episode, setEpisode] = useState(NEW);
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const isReady = reason.trim() !== '' && (episode !== NEW || name.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) onChange(episode === NEW ? { do: 'open', name: name.trim(), reason: reason.trim() } : { do: 'join', id: episode, reason: reason.trim() });
  };
  const others = known.filter(({ incidents }) => !incidents.includes(incident.id));
  return (
    <details onToggle={({ currentTarget: { open } }) => open && setLooked(true)}>
      <summary>{t('episode.add')}</summary>
      <form className="decide episode-form" onSubmit={submit}>
        <div className="fields">
          {others.length > 0 && (
            <label className="field">{t('episode.which')}
              <select value={episode} onChange={(event) => setEpisode(event.target.value)}>
                <option value={NEW}>{t('episode.new')}</option>
                {others.map(({ id, name: called, incidents, openedAt }) => <option key={id} value={id}>{`${called} · ${t('queue.count', { count: incidents.length })} · ${words.day(openedAt)}`}</option>)}
              </select>
            </label>
          )}
          {episode === NEW && <label className="field">{t('episode.name')}<input dir="auto" maxLength={200} value={name} onChange={(event) => setName(event.target.value)} /></label>}
          <label className="field">{t('link.reason')}<input dir="auto" maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} /></label>
        </div>
        <div className="row"><button type="submit" disabled={isPending || !isReady}>{t(episode === NEW ? 'episode.open' : 'episode.join')}</button></div>
      </form>
    </details>
  );
}
