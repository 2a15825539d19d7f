// summary.tsx - what, where, when, who: the ten seconds.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentDetail } from '../api/shapes';
import { useWords } from '../ui/words';
import { placeName } from './stated-place';

export function Summary({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const words = useWords();
  const { act, target, killed, wounded, radiusM, zoneAnswers, from, to, perpetrators, victims, sourceCount, reportCount } = incident;
  const met = zoneAnswers.filter(({ level, relation }) => level !== 0 && relation !== 'nearest');
  const origin = incident.assessment?.origin;
  const said = [...new Set(incident.reports.map(({ allegedPerpetrator }) => allegedPerpetrator).filter((text): text is string => Boolean(text)))];
  return (
    <section className="summary card" aria-label={t('incident.sections')}>
      <Cell label={t('incident.what')}>
        <b>{act ? t(`act.${act}` as 'act.ATTACK') : t('queue.unknownAct')}{target && target !== 'UNKNOWN' && <> · {t(`target.${target}` as 'target.SCHOOL')}</>}</b>
        <span className="num">{killed === null && wounded === null ? t('incident.casualtiesUnknown') : words.list([killed === null ? t('incident.killedUnknown') : t('incident.killed', { count: killed }), wounded === null ? t('incident.woundedUnknown') : t('incident.wounded', { count: wounded })])}</span>
      </Cell>
      <Cell label={t('incident.where')}>
        <b><bdi>{placeName(incident, words) || t('queue.noPlace')}</bdi>{radiusM !== null && <span className="soft"> {t('incident.within', { distance: words.distance(radiusM) })}</span>}</b>
        {origin && (
          <span className="fired-from" title={origin.why}>
            <i aria-hidden /> {t('incident.firedFrom', { where: t(`incident.lies.${origin.lies}`) })}
            {origin.pcode && <> · <bdi>{words.zone(origin.pcode)}</bdi></>}
            {origin.radiusM !== null && <> {t('incident.within', { distance: words.distance(origin.radiusM) })}</>}
          </span>
        )}
        <span>{met.map(({ code, relation }) => `${words.zone(code)} (${t(`incident.relation.${relation}`)})`).join(' · ')}</span>
      </Cell>
      <Cell label={t('incident.when')}>
        <b className="num">{words.span(from, to)}</b>
        <span>{words.timeZone}</span>
      </Cell>
      <Cell label={t('incident.who')}>
        <b>{perpetrators.length > 0 ? words.list(perpetrators.map(words.party)) : t('queue.unknownParty')}</b>
        <span>{victims.length > 0 ? `${t('incident.against')}: ${words.list(victims.map(words.party))}` : said.slice(0, 3).map((text) => <q key={text}><bdi>{text}</bdi></q>)}</span>
      </Cell>
      <Cell label={t('incident.sources')}>
        <b className="num">{t('queue.sources', { count: sourceCount })}</b>
        <span className="num">{t('queue.reports', { count: reportCount })}</span>
      </Cell>
    </section>
  );
}

function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="cell">
      <h2>{label}</h2>
      {children}
    </div>
  );
}
