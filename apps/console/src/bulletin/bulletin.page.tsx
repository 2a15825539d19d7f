// bulletin.page.tsx - one day on one sheet, as the service counts it: every number under the rule that made it. Prints as A4.
import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { bulletin as bulletinQuery, dayList, newestDay, zones } from '../api/queries';
import type { BulletinCount } from '../api/shapes';
import { dayIn } from '../charts/counts';
import { incidentTitle } from '../queue/incident-row';
import { Icon } from '../ui/icon';
import { Failure, Loading } from '../ui/states';
import { Told } from '../ui/told';
import { useWords } from '../ui/words';
import './bulletin.css';

const RULINGS = ['ruledViolation', 'ruledNoViolation', 'unableToRule', 'disputed', 'oneSideOnly', 'pending'] as const;

/** Incidents that have room on one sheet, under as many governorates as there are. */
const ON_PAPER = 18;

export default function BulletinPage() {
  const { t } = useTranslation();
  const words = useWords();
  const [chosen, setChosen] = useState('');
  // It opens at the last day on which something began.
  const { data: newest, isPending: isLooking } = useQuery({ ...newestDay, enabled: chosen === '' });
  const date = chosen || (newest ? dayIn(words.timeZone)(newest) : dayIn(words.timeZone)(new Date().toISOString()));
  const { data: bulletin, error, isPending, refetch } = useQuery({ ...bulletinQuery(date), enabled: chosen !== '' || !isLooking, placeholderData: keepPreviousData });
  const { data: incidents = [] } = useQuery({ ...dayList(bulletin?.from ?? '', bulletin?.to ?? ''), enabled: bulletin !== undefined });
  const { data: known = [] } = useQuery(zones);
  const governorate = ({ pcode, name }: BulletinCount) => (pcode === null ? t('queue.noPlace') : words.name(known.find(({ code }) => code === pcode)?.names, name));
  if (isPending) return error ? <Failure error={error} /> : <Loading />;
  if (!bulletin) return <Failure error={error} onRetry={() => void refetch()} />;
  const { sections, rulings, breaches, violationsFoundBy, checkpoint } = bulletin;
  return (
    <div className="page bulletin-page">
      <div className="row no-print">
        <label className="row">{t('bulletin.date')} <input type="date" dir="ltr" value={date} onChange={(event) => event.target.value && setChosen(event.target.value)} /></label>
        <button type="button" onClick={() => print()}><Icon name="print" />{t('bulletin.print')}</button>
      </div>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <article className="card sheet">
        <header>
          <h1>{t('bulletin.heading')}</h1>
          <p className="sheet-date">{t('bulletin.of', { date: words.day(`${bulletin.date}T12:00:00Z`) })}</p>
        </header>
        <div className="sheet-figures">
          {Object.entries(sections).map(([rule, { total, says }]) => <p key={rule} className="figure" title={words.told(says) ?? says}><b className="num">{total}</b> {t(`bulletin.rule.${rule}` as 'bulletin.rule.incidents', { defaultValue: rule })}</p>)}
        </div>
        <div className="sheet-tables">
          <Counts title={t('bulletin.byGovernorate')} rows={(sections.incidents ?? Object.values(sections)[0])?.byGovernorate.map((count) => [governorate(count), count.count]) ?? []} />
          <Counts title={t('bulletin.violationsBy')} rows={RULINGS.map((ruling) => [t(`bulletin.ruling.${ruling}`), rulings[ruling]])} />
          <Counts title={t('bulletin.breaches')} rows={[[t('bulletin.combat'), breaches.combat], [t('bulletin.arrests'), breaches.arrests], [t('bulletin.foundBy', { side: 'US' }), violationsFoundBy.US], [t('bulletin.foundBy', { side: 'RU' }), violationsFoundBy.RU]]} />
        </div>
        {incidents.length === 0 ? <p>{t('bulletin.none')}</p> : (
          <>
            <h2>{t('bulletin.list')}</h2>
            <div className="scroll-x"><table>
              <tbody>
                {incidents.map((incident, index) => (
                  <tr key={incident.id} className={index < ON_PAPER ? '' : 'no-print'}>
                    <td className="num">{words.span(incident.from, incident.to)}</td>
                    <td><bdi>{words.place(incident) || t('queue.noPlace')}</bdi></td>
                    <td><Link to={`/incidents/${incident.id}`}>{incidentTitle(t, incident)}</Link></td>
                    <td>{t(`scope.${incident.scope}` as 'scope.IN_SCOPE')}</td>
                    <td>{t(`determination.${incident.determination}` as 'determination.PENDING')}</td>
                    <td className="num">{t('queue.sources', { count: incident.sourceCount })}</td>
                  </tr>
                ))}
              </tbody>
            </table></div>
            {incidents.length > ON_PAPER && <p className="aside print-only">{t('bulletin.notOnPaper', { count: incidents.length - ON_PAPER })}</p>}
          </>
        )}
        <details className="no-print">
          <summary>{t('bulletin.rules')}</summary>
          <dl className="sheet-rules">{Object.entries(sections).map(([rule, { says }]) => <div key={rule}><dt>{t(`bulletin.rule.${rule}` as 'bulletin.rule.reports', { defaultValue: rule })}</dt><dd><Told text={says} /></dd></div>)}<div><dt>{t('bulletin.breaches')}</dt><dd><Told text={breaches.says} /></dd></div></dl>
        </details>
        <footer className="aside">{t('bulletin.asOf', { zone: bulletin.timeZone, count: checkpoint.size, size: words.number(checkpoint.size) })} <span className="mono wrap" dir="ltr">{checkpoint.root}</span></footer>
      </article>
    </div>
  );
}

function Counts({ title, rows }: { title: string; rows: [string, number][] }) {
  return (
    <section>
      <h2>{title}</h2>
      <table><tbody>{rows.map(([name, count]) => <tr key={name}><th scope="row">{name}</th><td className="num">{count}</td></tr>)}</tbody></table>
    </section>
  );
}
