// questions.tsx - what reviewers ask of whoever holds the receipt, with the clock, and the place to answer.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import { story as storyQuery } from '../api/queries';
import type { ReportStory } from '../api/shapes';
import { ReplyForm } from '../questions/reply-form';
import { Clock } from '../questions/request-line';
import { Badge } from '../ui/badge';

export function Questions({ receipt, questions }: { receipt: string; questions: ReportStory['questions'] }) {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t('question.ofYou')}</h3>
      <ul className="lines asked">
        {questions.map(({ requestId, question, dueAt, state }) => (
          <li key={requestId}>
            <span className="grow"><bdi>{question}</bdi></span>
            {state === 'ASKED' ? <Clock dueAt={dueAt} /> : <Badge tone={state === 'ANSWERED' ? 'good' : 'warn'}>{t(`question.${state}`)}</Badge>}
            {state !== 'ANSWERED' && <Answer receipt={receipt} requestId={requestId} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function Answer({ receipt, requestId }: { receipt: string; requestId: string }) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (text: string) => ask(client.POST('/v1/receipts/{receipt}/answers', { params: { path: { receipt } }, body: { requestId, text } })),
    onSettled: () => queries.invalidateQueries({ queryKey: storyQuery(receipt).queryKey }),
  });
  return <ReplyForm isPending={isPending} error={error} onReply={mutate} />;
}
