// standing.tsx - how one's own side sees the incident in its queue: the threat to the cessation, and who is to read it. The other side sees neither.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, client } from '../api/client';
import type { IncidentDetail, Me, SetTriage } from '../api/shapes';
import { Refusal } from '../ui/states';

const THREATS = ['LOW', 'MODERATE', 'SERIOUS', 'CRITICAL'] as const;

export function Standing({ incident: { id, standing, determination }, who }: { incident: IncidentDetail; who: Me }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const set = useMutation({
    mutationFn: (body: SetTriage) => ask(client.PUT('/v1/incidents/{id}/triage', { params: { path: { id } }, body })),
    // The list is in another order now; it says so when it is looked at again.
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['incident', id] }), queries.invalidateQueries({ queryKey: ['incidents'], refetchType: 'none' })]),
  });
  if (!standing || who.role !== 'reviewer' || determination !== 'PENDING') return null;
  const { threat, assignee } = standing;
  const isOther = assignee !== null && assignee.id !== who.accountId;
  const assign = (to: string) => to !== assignee?.id && set.mutate({ assignee: to === '' ? null : to });
  return (
    <section className="card" aria-labelledby="standing-title">
      <header><h2 id="standing-title">{t('standing.title')}</h2><small>{t('standing.hint')}</small></header>
      <div className="fields small">
        <label className="field">{t('chairs.threat')}
          <select value={threat ?? ''} disabled={set.isPending} onChange={({ target: { value } }) => set.mutate({ threat: value === '' ? null : (value as SetTriage['threat']) })}>
            <option value="">{t('chairs.none')}</option>
            {THREATS.map((grade) => <option key={grade} value={grade}>{t(`threat.${grade}`)}</option>)}
          </select>
        </label>
        <label className="field">{t('filter.assignee')}
          <select value={assignee === null ? '' : isOther ? assignee.id : 'me'} disabled={set.isPending} onChange={({ target: { value } }) => assign(value)}>
            <option value="">{t('triageAssignee.nobody')}</option>
            <option value="me">{t('triageAssignee.me')}</option>
            {isOther && <option value={assignee.id}>{assignee.label}</option>}
          </select>
        </label>
      </div>
      <Refusal error={set.error} />
    </section>
  );
}
