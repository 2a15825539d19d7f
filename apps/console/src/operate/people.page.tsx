// people.page.tsx - who signs in, as what, and how: an invitation, another one, an end. An invitation is shown once, here.
import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import { people as peopleQuery } from '../api/queries';
import type { AddedPerson, ListedPerson } from '../api/shapes';
import { Badge } from '../ui/badge';
import { Failure, Loading, Refusal } from '../ui/states';
import { useWords } from '../ui/words';
import { AddPerson } from './add-person';
import { ShownOnce } from './shown-once';
import { Sure } from './sure';
import './operate.css';

const TONES = { INVITED: 'warn', ENROLLED: 'warn', SIGNED_IN: 'good' } as const;

/** Somebody was let in; with an invitation when they are to sign in here. */
type LetIn = AddedPerson & { label: string };

export default function PeoplePage() {
  const { t } = useTranslation();
  const words = useWords();
  const { data: people, error, isPending, refetch } = useQuery(peopleQuery);
  const [letIn, setLetIn] = useState<LetIn | null>(null);
  if (isPending) return <Loading />;
  if (!people) return <Failure error={error} onRetry={() => void refetch()} />;
  const onAdded = (added: AddedPerson, label: string) => setLetIn({ ...added, label });
  return (
    <div className="page">
      <header className="page-head"><div><h1>{t('people.title')}</h1><p>{t('people.lead')}</p></div></header>
      {letIn?.invitation && (
        <ShownOnce title={t('people.invitation', { label: letIn.label })} secret={`${window.location.origin}/console/#invitation=${letIn.invitation}`} onDone={() => setLetIn(null)}>
          {letIn.invitedUntil && t('people.until', { time: words.moment(letIn.invitedUntil) })}
        </ShownOnce>
      )}
      {letIn && !letIn.invitation && <p className="done" role="status">{t('people.known', { label: letIn.label })}</p>}
      <AddPerson onAdded={onAdded} />
      <section className="card">
        <header><h2>{t('people.list')}</h2><small className="num">{t('people.count', { count: people.length })}</small></header>
        {people.length === 0 ? <p className="aside">{t('people.none')}</p> : <PeopleTable people={people} onInvited={onAdded} />}
      </section>
    </div>
  );
}

function PeopleTable({ people, onInvited }: { people: ListedPerson[]; onInvited: (invited: AddedPerson, label: string) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
  const invite = useMutation({
    mutationFn: ({ id }: ListedPerson) => ask(client.POST('/v1/admin/people/{id}/invite', { params: { path: { id } } })),
    onSuccess: (invited, { label }) => onInvited(invited, label),
    onSettled: again,
  });
  const end = useMutation({ mutationFn: (id: string) => ask(client.POST('/v1/admin/people/{id}/end', { params: { path: { id } } })), onSettled: again });
  return (
    <>
      <Refusal error={invite.error ?? end.error} />
      <div className="scroll-x">
        <table className="keys">
          <thead><tr><th>{t('people.person')}</th><th>{t('keys_.role')}</th><th>{t('people.how')}</th><th>{t('keys_.state')}</th><th className="num">{t('people.sessions')}</th><th><span className="visually-hidden">{t('keys_.do')}</span></th></tr></thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id}>
                <th scope="row"><bdi>{person.label}</bdi><small><bdi>{person.organisation}</bdi></small></th>
                <td>{t(`role.${person.role}`)}{person.side && <> · {t(`chairs.${person.side}`)}</>}</td>
                <td className="mono" dir="ltr">{[...(person.login === null ? [] : [person.login]), ...person.identities.map(({ issuer, subject }) => `${subject} @ ${issuer}`)].map((way) => <div key={way}>{way}</div>)}</td>
                <td>{person.loginState ? <Badge tone={TONES[person.loginState]}>{t(`people.states.${person.loginState}`)}</Badge> : t('people.byIssuer')}</td>
                <td className="num">{person.openSessions}</td>
                <td>
                  <Sure label={t('people.end')} hint={t('people.endHint')} sure={t('keys_.revokeNow')} isPending={end.isPending} onSure={() => end.mutate(person.id)}>
                    {person.login !== null && <button type="button" disabled={invite.isPending} onClick={() => invite.mutate(person)}>{t('people.again')}</button>}
                  </Sure>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
