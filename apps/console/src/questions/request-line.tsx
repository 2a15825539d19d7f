// request-line.tsx - one question of the reviewers, its clock while it waits, and what came back. Silence is an answer of its own.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InformationRequest } from '../api/shapes';
import { useNow } from '../queue/clock';
import { Badge } from '../ui/badge';
import { useWords } from '../ui/words';

export function RequestLine({ request, to, children }: { request: InformationRequest; to: ReactNode; children?: ReactNode }) {
  const { t } = useTranslation();
  const words = useWords();
  const { askedBy, question, askedAt, replies } = request;
  return (
    <li className="request">
      <Badge tone={askedBy}>{askedBy}</Badge>
      <b>{to}</b>
      <span className="grow"><bdi>{question}</bdi></span>
      <time className="aside num" dateTime={askedAt}>{words.moment(askedAt)}</time>
      {replies.length === 0 && <Clock dueAt={request.dueAt} />}
      {replies.map(({ kind, text, isLate, at }) => (
        <blockquote key={at} dir="auto">{kind === 'SILENCE' ? t('review.silence') : text} {isLate && <Badge tone="warn">{t('review.late')}</Badge>} <span className="aside num">{words.moment(at)}</span></blockquote>
      ))}
      {children}
    </li>
  );
}

/** How long there still is, and until when. */
export function Clock({ dueAt }: { dueAt: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const left = Date.parse(dueAt) - useNow();
  return <Badge tone={left < 0 ? 'bad' : 'PENDING'}>{t(left < 0 ? 'queue.overdue' : 'queue.due', { time: words.lasting(left) })} · {words.moment(dueAt)}</Badge>;
}
