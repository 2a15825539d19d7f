// notices.tsx - what the secretariat is told without asking: deadlines, silences, opinions on one's own forces. The newest first.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { notices as noticesQuery } from '../api/queries';
import { IncidentName } from '../incident/incident-name';
import { Failure, Loading } from '../ui/states';
import { useWords } from '../ui/words';

export function Notices() {
  const { t } = useTranslation();
  const words = useWords();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(noticesQuery);
  if (isPending) return <Loading />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const told = data.pages.flatMap(({ items }) => items);
  return (
    <section className="card notices" aria-labelledby="notices-title">
      <header><h2 id="notices-title">{t('notice.title')}</h2><small>{t('notice.hint')}</small></header>
      {told.length === 0 && <p className="aside">{t('notice.none')}</p>}
      <ul className="lines">
        {told.map(({ id, kind, incidentId, text, madeAt }) => (
          <li key={id} title={text}>
            <b>{t(`notice.kinds.${kind}`)}</b>
            <span className="grow">{incidentId && <IncidentName id={incidentId} />}</span>
            <time className="aside num" dateTime={madeAt}>{words.moment(madeAt)}</time>
          </li>
        ))}
      </ul>
      {hasNextPage && <p className="row"><button type="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('notice.earlier')}</button></p>}
    </section>
  );
}
