// incident-row.tsx - one incident in three lines: how grave, what, where, when, by whom, how sure, how long, and who works on it.
import { memo } from 'react';
import type { IncidentItem } from '../api/shapes';
import { Badge } from '../ui/badge';
import { Icon } from '../ui/icon';
import type { Translate, Words } from '../ui/words';
import { Due } from './clock';

export const ROW_HEIGHT = 74;

export interface IncidentRowProps {
  list: string;
  incident: IncidentItem;
  isSelected: boolean;
  isFresh: boolean;
  /** Its place among all rows, for those who cannot see how long the list is; -1 while that is not known. */
  place: number;
  length: number;
  now: number;
  t: Translate;
  words: Words;
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
}

/** All it says comes from outside: a row that listens for something costs the frame in which it comes into sight. */
export const IncidentRow = memo(function IncidentRow({ list, incident, isSelected, isFresh, place, length, now, t, words, onSelect, onOpen }: IncidentRowProps) {
  const { id, gravity, act, target, scope, factStatus, determination, killed, wounded, perpetrators, sourceCount, responsibleCoChair, triage } = incident;
  const title = incidentTitle(t, incident);
  const actName = act && act !== 'ATTACK' ? t(`act.${act}` as 'act.ATTACK') : null;
  return (
    <div id={`${list}-${id}`} role="option" aria-selected={isSelected} aria-posinset={place} aria-setsize={length} className={`incident-row ${gravity}`} onClick={() => onSelect(id)} onDoubleClick={() => onOpen(id)}>
      <span className="grade" title={t(`gravity.${gravity}`)}><span className="visually-hidden">{t(`gravity.${gravity}`)}</span></span>
      <span className="row-top">
        <b className="row-title">{title}</b>
        {actName && actName !== title && <span className="row-target">{actName}</span>}
        {target && target !== 'UNKNOWN' && <span className="row-target">{t(`target.${target}` as 'target.SCHOOL')}</span>}
        {isFresh && <i className="fresh-mark" aria-hidden />}
        <Due incident={incident} now={now} words={words} t={t} />
      </span>
      <span className="row-mid">
        <span className="row-place"><bdi>{words.place(incident) || t('queue.noPlace')}</bdi></span>
        <span className="row-when num">{words.span(incident.from, incident.to)}</span>
        <span className="row-who">{perpetrators.length > 0 ? t('queue.by', { party: words.list(perpetrators.map(words.party)) }) : t('queue.unknownParty')}</span>
      </span>
      <span className="row-end">
        {gravity !== 'MINOR' && <Badge tone={gravity}>{t(`gravity.${gravity}`)}</Badge>}
        {triage?.threat && <Badge tone={triage.threat === 'CRITICAL' || triage.threat === 'SERIOUS' ? 'bad' : ''}>{t('queue.threat', { threat: t(`threat.${triage.threat}` as 'threat.LOW') })}</Badge>}
        {scope !== 'IN_SCOPE' && <Badge tone={scope.startsWith('UNDETERMINED') ? 'warn' : ''}>{t(`scope.${scope}` as 'scope.IN_SCOPE')}</Badge>}
        {determination !== 'PENDING' ? <Badge tone={determination === 'DISPUTED' ? 'warn' : 'good'}>{t(`determination.${determination}` as 'determination.DISPUTED')}</Badge> : factStatus !== 'VERIFIED' && <Badge tone={factStatus}>{t(`factStatus.${factStatus}` as 'factStatus.PENDING')}</Badge>}
        {incident.ihlConcern && <span title={t('incident.ihl')} className="row-flag"><Icon name="warn" /><span className="visually-hidden">{t('incident.ihl')}</span></span>}
        {(killed || wounded) && <span className="num">{[killed && t('incident.killed', { count: killed }), wounded && t('incident.wounded', { count: wounded })].filter((text) => typeof text === 'string').join(words.comma)}</span>}
        <span className="num">{t('queue.sources', { count: sourceCount })}</span>
        {triage && <AtWork triage={triage} t={t} words={words} />}
        <span className="row-chairs">{t('queue.goesTo')} {responsibleCoChair === 'BOTH' ? <><Badge tone="US">US</Badge><Badge tone="RU">RU</Badge></> : <Badge tone={responsibleCoChair}>{responsibleCoChair}</Badge>}</span>
      </span>
    </div>
  );
});

/** Who reads it now, or is to read it; of the other side only that somebody does. */
function AtWork({ triage: { lease, assignee, otherSide }, t, words }: { triage: NonNullable<IncidentItem['triage']>; t: Translate; words: Words }) {
  return (
    <>
      {lease ? <span className="row-held"><Icon name="lock" />{t('review.leasedBy', { who: lease.label, time: words.clock(lease.until) })}</span> : assignee && <span className="row-held">{t('queue.assigned', { who: assignee.label })}</span>}
      {otherSide && <span className="row-held">{t('queue.otherSide')}</span>}
    </>
  );
}

/** What happened, in two or three words: the weapon when it says more than the act. */
export function incidentTitle(t: Translate, { act, weapon }: Pick<IncidentItem, 'act' | 'weapon'>): string {
  if (weapon && weapon !== 'NONE' && weapon !== 'UNKNOWN') return t(`weapon.${weapon}` as 'weapon.MORTAR');
  return act ? t(`act.${act}` as 'act.ATTACK') : t('queue.unknownAct');
}
