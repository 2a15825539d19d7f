// lease.tsx - who is reading this incident, so that two people of one side do not do the same work.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import type { IncidentDetail, Me } from '../api/shapes';
import { Badge } from '../ui/badge';
import { useKeys } from '../ui/keys';
import { Refusal } from '../ui/states';
import { useWords } from '../ui/words';

export function Lease({ incident, who }: { incident: IncidentDetail; who: Me }) {
  const { t } = useTranslation();
  const words = useWords();
  const queries = useQueryClient();
  const path = { params: { path: { id: incident.id } } };
  const change = useMutation({
    mutationFn: async (isTaken: boolean) => (isTaken ? await ask(client.DELETE('/v1/incidents/{id}/lease', path)) : await ask(client.POST('/v1/incidents/{id}/lease', path))),
    onSettled: () => queries.invalidateQueries({ queryKey: ['incident', incident.id] }),
  });
  const { lease } = incident;
  const isOwn = lease?.by === who.accountId;
  const mayTake = who.role === 'reviewer' && incident.inReview !== undefined && incident.determination === 'PENDING' && (!lease || isOwn);
  useKeys({ c: () => mayTake && !change.isPending && change.mutate(Boolean(lease)) });
  if (incident.inReview === undefined || incident.determination !== 'PENDING') return null;
  const others = (['US', 'RU'] as const).filter((side) => side !== who.side && incident.inReview?.[side]);
  return (
    <span className="lease">
      {lease && <span role="status">{isOwn ? t('review.leased', { time: words.clock(lease.until) }) : t('review.leasedBy', { who: lease.label, time: words.clock(lease.until) })}</span>}
      {others.map((side) => <span key={side}><Badge tone={side}>{side}</Badge> {t('review.inReview')}</span>)}
      {mayTake && <button type="button" disabled={change.isPending} onClick={() => change.mutate(Boolean(lease))}>{lease ? t('review.release') : t('review.lease')} <kbd>c</kbd></button>}
      <Refusal error={change.error} />
    </span>
  );
}
