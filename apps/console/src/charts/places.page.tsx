// places.page.tsx - where and when it happens, how well it is known, and how long it waits: counts, never scores.
import { useCallback, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { allIncidents, COUNTED, zones } from '../api/queries';
import { useNow } from '../queue/clock';
import { Empty, Failure, Loading } from '../ui/states';
import { useWords } from '../ui/words';
import { AGES, ages, countable, dayIn, perDay, tally } from './counts';
import { StackedDays } from './stacked-days';
import './places.css';

/** And more: counted together. */
const MOST_SOURCES = 5;
const NOON_MS = 43_200_000;

export default function PlacesPage() {
  const { t } = useTranslation();
  const words = useWords();
  const now = useNow();
  const { data, error, refetch, isPending } = useQuery(allIncidents);
  const { data: known = [] } = useQuery(zones);
  const incidents = useMemo(() => countable(data?.items ?? []), [data]);
  const days = useMemo(() => perDay(incidents, words.timeZone), [incidents, words.timeZone]);
  const nameOf = useCallback((kind: string) => (kind === 'other' ? t('places.other') : t(kind as 'weapon.MORTAR')), [t]);
  // The days are days of the agreement already.
  const dayName = useMemo(() => (at: Date) => words.dayAndMonth(at.getTime() + NOON_MS), [words]);
  if (isPending) return <Loading />;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  const governorates = known.filter(({ level }) => level === 1);
  const day = dayIn(words.timeZone);
  const panels = governorates
    .map((zone) => ({ zone, own: incidents.filter(({ zones: codes, pcode }) => codes.includes(zone.code) || pcode?.startsWith(zone.code)) }))
    .sort((a, b) => b.own.length - a.own.length);
  const most = Math.max(1, ...panels.flatMap(({ own }) => tally(own.map(({ from }) => day(from))).map(([, count]) => count)));
  const sources = tally(incidents.map(({ sourceCount }) => Math.min(sourceCount, MOST_SOURCES)), [1, 2, 3, 4, MOST_SOURCES]);
  const waiting = incidents.filter((incident): incident is typeof incident & { offeredAt: string } => incident.factStatus === 'VERIFIED' && incident.determination === 'PENDING' && incident.offeredAt !== null);
  return (
    <div className="page">
      <header className="page-head">
        <div><h1>{t('places.title')}</h1><p>{t('places.lead')} {t('places.excludesTests')} {data && !data.isComplete && <b>{t('places.partial', { count: COUNTED })}</b>}</p></div>
        <b className="num">{t('queue.count', { count: incidents.length })}</b>
      </header>
      {incidents.length === 0 ? <Empty /> : (
        <>
          <section className="card">
            <header><h2>{t('places.perDay')}</h2></header>
            <StackedDays perDay={days} label={`${t('places.perDay')}: ${words.day(`${days.days[0]}T12:00:00Z`)} – ${words.day(`${days.days.at(-1)}T12:00:00Z`)}`} name={nameOf} dayName={dayName} />
            <ul className="legend">{days.kinds.map(({ kind, counts }, index) => <li key={kind}><i style={{ background: `var(--tone-${index + 1})` }} /> {nameOf(kind)} <span className="num aside">{counts.reduce((sum, count) => sum + count, 0)}</span></li>)}</ul>
            <details>
              <summary>{t('places.asTable')}</summary>
              <div className="scroll-x">
                <table>
                  <thead><tr><th>{t('places.day')}</th>{days.kinds.map(({ kind }) => <th key={kind} className="num">{nameOf(kind)}</th>)}</tr></thead>
                  <tbody>{days.days.map((name, index) => (days.kinds.some(({ counts }) => counts[index]! > 0) ? <tr key={name}><th scope="row" className="num">{words.day(`${name}T12:00:00Z`)}</th>{days.kinds.map(({ kind, counts }) => <td key={kind} className="num">{counts[index]}</td>)}</tr> : null))}</tbody>
                </table>
              </div>
            </details>
          </section>
          <section className="card">
            <header><h2>{t('places.perZone')}</h2><small>{t('places.perZoneHint')} {t('places.axis', { from: words.day(`${days.days[0]}T12:00:00Z`), to: words.day(`${days.days.at(-1)}T12:00:00Z`) })}</small></header>
            <ul className="panels">
              {panels.map(({ zone, own }) => (
                <li key={zone.code}>
                  <h3>{words.name(zone.names, zone.code)} <span className="num aside">{own.length}</span></h3>
                  <Spark counts={days.days.map((name) => own.filter(({ from }) => day(from) === name).length)} most={most} />
                </li>
              ))}
            </ul>
          </section>
          <div className="pair">
            <section className="card">
              <header><h2>{t('places.corroboration')}</h2></header>
              <Bars rows={sources.map(([count, incidentsOf]) => [count === MOST_SOURCES ? `\u2066${count}+\u2069` : String(count), incidentsOf])} />
            </section>
            <section className="card">
              <header><h2>{t('places.queueAge')}</h2></header>
              {waiting.length === 0 ? <p className="aside">{t('places.noneWaiting')}</p> : <Bars rows={ages(waiting, now).map((count, index) => [AGES[index + 1] === undefined ? t('places.over', { from: AGES[index] }) : t('places.hours', { from: AGES[index], to: AGES[index + 1] }), count])} />}
            </section>
          </div>
        </>
      )}
    </div>
  );
}

function Spark({ counts, most }: { counts: number[]; most: number }) {
  const width = Math.max(counts.length, 1);
  const path = counts.map((count, index) => (count > 0 ? `M${index} ${1 - count / most}h${Math.max(0.9, width / 160)}V1h-${Math.max(0.9, width / 160)}z` : '')).join('');
  return (
    <svg className="spark" viewBox={`0 0 ${width} 1`} preserveAspectRatio="none" aria-hidden focusable="false">
      <path d={path} />
    </svg>
  );
}

function Bars({ rows }: { rows: [string, number][] }) {
  const most = Math.max(1, ...rows.map(([, count]) => count));
  return (
    <table className="bars">
      <tbody>
        {rows.map(([name, count]) => (
          <tr key={name}>
            <th scope="row" className="num">{name}</th>
            <td><i style={{ width: `${(count / most) * 100}%` }} /></td>
            <td className="num">{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
