// questions.page.tsx - what reviewers asked, the newest first: a party's liaison answers here, the secretariat watches the clocks.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import { informationRequests } from '../api/queries';
import type { InformationRequest, Me } from '../api/shapes';
import { IncidentName } from '../incident/incident-name';
import { mayOpen } from '../shell/homes';
import { Failure, Loading } from '../ui/states';
import { useWords } from '../ui/words';
import { Notices } from './notices';
import { OwnClaims } from './own-claims';
import { ReplyForm } from './reply-form';
import { RequestLine } from './request-line';

export default function QuestionsPage({ who }: { who: Me }) {
  const { t } = useTranslation();
  const words = useWords();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(informationRequests);
  if (isPending) return <Loading />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const requests = data.pages.flatMap(({ items }) => items);
  const isLiaison = who.role === 'liaison';
  return (
    <div className="page narrow">
      <header className="page-head"><div><h1>{t('nav.questions')}</h1><p>{t(isLiaison ? 'question.lead' : 'question.leadAll')}</p></div></header>
      {who.role === 'secretariat' && <Notices />}
      <section className="card">
        {who.role === 'secretariat' && <header><h2>{t('review.requests')}</h2></header>}
        {requests.length === 0 ? <p className="aside">{t('review.noRequests')}</p> : (
          <ul className="lines">
            {requests.map((request, index) => (
              <RequestLine key={request.id} request={request} to={request.party ? words.party(request.party) : t('incident.source')}>
                {mayOpen(who.role, 'queue') && <p className="others"><IncidentName id={request.incidentId} /></p>}
                {isLiaison && !request.replies.some(({ kind }) => kind === 'REPLY') && <Reply request={request} />}
                {isLiaison && index === requests.findIndex(({ incidentId }) => incidentId === request.incidentId) && <OwnClaims request={request} requests={requests} />}
              </RequestLine>
            ))}
          </ul>
        )}
        {hasNextPage && <p className="row"><button type="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('question.earlier')}</button></p>}
      </section>
    </div>
  );
}

function Reply({ request: { id } }: { request: InformationRequest }) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (text: string) => ask(client.POST('/v1/information-requests/{id}/reply', { params: { path: { id } }, body: { text } })),
    onSettled: () => queries.invalidateQueries({ queryKey: informationRequests.queryKey }),
  });
  return <ReplyForm isPending={isPending} error={error} onReply={mutate} />;
}
