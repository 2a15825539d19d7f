// doubtful.tsx - reports that a key brought while it may have been in other hands: they are no source until somebody has looked.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import { doubtfulReports } from '../api/queries';
import { Refusal } from '../ui/states';
import { useWords } from '../ui/words';

const GROUNDS = ['THE_HOLDER_CONFIRMED_IT', 'ITS_ORIGIN_WAS_PROVED'] as const;

export function Doubtful() {
  const { t } = useTranslation();
  const words = useWords();
  const queries = useQueryClient();
  const { data: reports = [] } = useQuery(doubtfulReports);
  const release = useMutation({
    mutationFn: ({ reportId, why }: { reportId: string; why: (typeof GROUNDS)[number] }) => ask(client.POST('/v1/admin/keys/quarantine/{reportId}/release', { params: { path: { reportId } }, body: { why } })),
    onSettled: () => queries.invalidateQueries({ queryKey: doubtfulReports.queryKey }),
  });
  if (reports.length === 0) return null;
  return (
    <section className="card doubtful">
      <header><h2>{t('keys_.doubtful')}</h2><small>{t('keys_.doubtfulHint')}</small></header>
      <Refusal error={release.error} />
      <ul className="lines">
        {reports.map(({ reportId, kid, quarantinedAt }) => (
          <li key={reportId}>
            <span className="mono" dir="ltr">{reportId}</span>
            <span className="grow">{t('keys_.broughtBy')} <span className="mono" dir="ltr">{kid}</span></span>
            <time className="aside num" dateTime={quarantinedAt}>{words.moment(quarantinedAt)}</time>
            {GROUNDS.map((why) => <button key={why} type="button" disabled={release.isPending} onClick={() => release.mutate({ reportId, why })}>{t(`keys_.grounds.${why}`)}</button>)}
          </li>
        ))}
      </ul>
    </section>
  );
}
