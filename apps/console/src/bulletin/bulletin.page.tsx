// bulletin.page.tsx - one day on one sheet: counts by finding, by governorate and by kind, and the incidents; prints as A4.
import { useMemo, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { allIncidents, COUNTED, zones } from '../api/queries';
import { countable, dayIn, kindOf, tally } from '../charts/counts';
import { incidentTitle } from '../queue/incident-row';
import { useNow } from '../queue/clock';
import { Icon } from '../ui/icon';
import { Failure, Loading } from '../ui/states';
import { useWords } from '../ui/words';
import './bulletin.css';

export default function BulletinPage() {
  const { t } = useTranslation();
  const words = useWords();
  const now = useNow();
  const { data, error, isPending, refetch, dataUpdatedAt } = useQuery(allIncidents);
  const { data: known = [] } = useQuery(zones);
  const day = useMemo(() => dayIn(words.timeZone), [words.timeZone]);
  const incidents = useMemo(() => countable(data?.items ?? []), [data]);
  const busiest = useMemo(() => tally(incidents.map(({ from }) => day(from))).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1))[0]?.[0], [incidents, day]);
  const [chosen, setChosen] = useState('');
  const date = chosen || busiest || day(new Date(now).toISOString());
  if (isPending) return <Loading />;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  const own = incidents.filter(({ from, to }) => day(from) <= date && day(to) >= date).sort((a, b) => (a.from < b.from ? -1 : 1));
  const governorates = new Map(known.filter(({ level }) => level === 1).map((zone) => [zone.code, zone]));
  const governorateOf = (codes: string[], pcode: string | null) => [...codes, pcode?.slice(0, 4) ?? ''].find((code) => governorates.has(code)) ?? '';
  const byGovernorate = tally(own.map(({ zones: codes, pcode }) => governorateOf(codes, pcode))).sort((a, b) => b[1] - a[1]);
  const byKind = tally(own.map(kindOf)).sort((a, b) => b[1] - a[1]);
  const byFinding = tally(own.map(({ determination }) => determination)).sort((a, b) => b[1] - a[1]);
  return (
    <div className="page bulletin-page">
      <div className="row no-print">
        <label className="row">{t('bulletin.date')} <input type="date" dir="ltr" value={date} onChange={(event) => setChosen(event.target.value)} /></label>
        <button type="button" onClick={() => print()}><Icon name="print" />{t('bulletin.print')}</button>
      </div>
      <article className="card sheet">
        <header>
          <h1>{t('bulletin.heading')}</h1>
          <p className="sheet-date">{t('bulletin.of', { date: words.day(`${date}T12:00:00Z`) })}</p>
        </header>
        <div className="sheet-figures">
          <p className="figure"><b className="num">{own.length}</b> {t('bulletin.count')}</p>
          <p className="figure"><b className="num">{own.filter(({ factStatus }) => factStatus === 'VERIFIED').length}</b> {t('queue.verified')}</p>
          <p className="figure"><b className="num">{own.filter(({ scope }) => scope === 'IN_SCOPE').length}</b> {t('scope.IN_SCOPE')}</p>
        </div>
        {own.length === 0 ? <p>{t('bulletin.none')}</p> : (
          <>
            <div className="sheet-tables">
              <Counts title={t('bulletin.byGovernorate')} rows={byGovernorate.map(([code, count]) => [code ? words.name(governorates.get(code)?.names, code) : t('queue.noPlace'), count])} />
              <Counts title={t('bulletin.byKind')} rows={byKind.map(([kind, count]) => [t(kind as 'weapon.MORTAR'), count])} />
              <Counts title={t('bulletin.violationsBy')} rows={byFinding.map(([finding, count]) => [t(`determination.${finding}` as 'determination.PENDING'), count])} />
            </div>
            <h2>{t('bulletin.list')}</h2>
            <table>
              <tbody>
                {own.map((incident) => (
                  <tr key={incident.id}>
                    <td className="num">{words.span(incident.from, incident.to)}</td>
                    <td><bdi>{words.place(incident)}</bdi></td>
                    <td><Link to={`/incidents/${incident.id}`}>{incidentTitle(t, incident)}</Link></td>
                    <td>{t(`scope.${incident.scope}` as 'scope.IN_SCOPE')}</td>
                    <td>{t(`determination.${incident.determination}` as 'determination.PENDING')}</td>
                    <td className="num">{t('queue.sources', { count: incident.sourceCount })}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
        <footer className="aside">{t('bulletin.note', { zone: words.timeZone, time: words.moment(dataUpdatedAt) })} {data && !data.isComplete && t('places.partial', { count: COUNTED })}</footer>
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
