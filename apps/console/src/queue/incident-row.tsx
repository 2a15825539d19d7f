// incident-row.tsx - one incident in two lines: how grave, what, where, when, by whom, how sure, how long.
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentItem } from '../api/shapes';
import { Badge } from '../ui/badge';
import { Icon } from '../ui/icon';
import { useWords } from '../ui/words';
import { DueClock } from './clock';

export const ROW_HEIGHT = 74;

export const IncidentRow = memo(function IncidentRow({ incident, isSelected, isFresh, onSelect, onOpen }: { incident: IncidentItem; isSelected: boolean; isFresh: boolean; onSelect: (id: string) => void; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const { id, gravity, act, target, scope, factStatus, determination, killed, wounded, perpetrators, sourceCount, responsibleCoChair } = incident;
  return (
    <div id={`row-${id}`} role="option" aria-selected={isSelected} className={`incident-row ${gravity}`} onClick={() => onSelect(id)} onDoubleClick={() => onOpen(id)}>
      <span className="grade" title={t(`gravity.${gravity}`)}><span className="visually-hidden">{t(`gravity.${gravity}`)}</span></span>
      <span className="row-top">
        <b className="row-title">{incidentTitle(t, incident)}</b>
        {act && act !== 'ATTACK' && incidentTitle(t, incident) !== t(`act.${act}` as 'act.ATTACK') && <span className="row-target">{t(`act.${act}` as 'act.ATTACK')},</span>}
        {target && target !== 'UNKNOWN' && <span className="row-target">{t(`target.${target}` as 'target.SCHOOL')}</span>}
        {isFresh && <i className="fresh-mark" aria-hidden />}
        <DueClock incident={incident} />
      </span>
      <span className="row-mid">
        <span className="row-place"><bdi>{words.place(incident) || t('queue.noPlace')}</bdi></span>
        <span className="row-when num">{words.span(incident.from, incident.to)}</span>
        <span className="row-who">{perpetrators.length > 0 ? t('queue.by', { party: perpetrators.map(words.party).join(', ') }) : t('queue.unknownParty')}</span>
      </span>
      <span className="row-end">
        {gravity !== 'MINOR' && <Badge tone={gravity}>{t(`gravity.${gravity}`)}</Badge>}
        {scope !== 'IN_SCOPE' && <Badge tone={scope.startsWith('UNDETERMINED') ? 'warn' : ''}>{t(`scope.${scope}` as 'scope.IN_SCOPE')}</Badge>}
        {determination !== 'PENDING' ? <Badge tone={determination === 'DISPUTED' ? 'warn' : 'good'}>{t(`determination.${determination}` as 'determination.DISPUTED')}</Badge> : factStatus !== 'VERIFIED' && <Badge tone={factStatus}>{t(`factStatus.${factStatus}` as 'factStatus.PENDING')}</Badge>}
        {incident.ihlConcern && <span title={t('incident.ihl')} className="row-flag"><Icon name="warn" /><span className="visually-hidden">{t('incident.ihl')}</span></span>}
        {(killed || wounded) && <span className="num">{[killed && `${killed} ${t('incident.killed')}`, wounded && `${wounded} ${t('incident.wounded')}`].filter(Boolean).join(', ')}</span>}
        <span className="num">{t('queue.sources', { count: sourceCount })}</span>
        <span className="row-chairs" title={t('queue.responsible')}>{responsibleCoChair === 'BOTH' ? <><Badge tone="US">US</Badge><Badge tone="RU">RU</Badge></> : <Badge tone={responsibleCoChair}>{responsibleCoChair}</Badge>}</span>
      </span>
    </div>
  );
});

type Translate = ReturnType<typeof useTranslation>['t'];

/** What happened, in two or three words: the weapon when it says more than the act. */
export function incidentTitle(t: Translate, { act, weapon }: Pick<IncidentItem, 'act' | 'weapon'>): string {
  if (weapon && weapon !== 'NONE' && weapon !== 'UNKNOWN') return t(`weapon.${weapon}` as 'weapon.MORTAR');
  return act ? t(`act.${act}` as 'act.ATTACK') : t('queue.unknownAct');
}
