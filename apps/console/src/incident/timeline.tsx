// timeline.tsx - when, according to each report, and what they agree on. Time runs left to right in every language.
import { useTranslation } from 'react-i18next';
import type { IncidentDetail } from '../api/shapes';
import { useWords } from '../ui/words';
import { timeScale } from './time-scale';

export function Timeline({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const words = useWords();
  const spans = incident.reports.map(({ id, source, language, occurred }) => ({ id, source, language, ...occurred, a: Date.parse(occurred.from), b: Date.parse(occurred.to) }));
  const agreed = { a: Date.parse(incident.from), b: Date.parse(incident.to) };
  const scale = timeScale([agreed, ...spans]);
  const bar = ({ a, b }: { a: number; b: number }) => ({ left: `${scale.at(a) * 100}%`, width: `max(4px, ${(scale.at(b) - scale.at(a)) * 100}%)` });
  return (
    <section className="card">
      <header><h2>{t('incident.when')}</h2><small>{t('incident.timelineHint')}</small></header>
      <figure className="timeline" aria-label={t('incident.timeline')}>
        <div className="timeline-plot" dir="ltr">
          <span className="agreed" style={bar(agreed)} />
          {scale.ticks.map((tick) => <span key={tick} className="tick" style={{ left: `${scale.at(tick) * 100}%` }}><i>{scale.isDays ? words.day(tick) : words.clock(tick)}</i></span>)}
          {spans.map((span) => (
            <div className="lane" key={span.id}>
              <span className={`lane-bar ${span.a === span.b ? 'point' : ''}`} style={bar(span)} />
            </div>
          ))}
        </div>
        <ol className="timeline-names">
          {spans.map((span) => (
            <li key={span.id}>
              <span className="mono">{span.source}</span>
              <span className="num">{words.span(span.from, span.to)}</span>
              {span.precision && <span className="aside">{t(`precision.${span.precision}` as 'precision.HOUR')}</span>}
              {span.flag && <span className="badge warn">{t(`incident.flag.${span.flag}` as 'incident.flag.INVALID_LOCAL_TIME', { defaultValue: span.flag })}</span>}
            </li>
          ))}
        </ol>
        <figcaption className="num"><i className="agreed-key" aria-hidden /> {t('incident.agreed')}: {words.span(incident.from, incident.to)}</figcaption>
      </figure>
    </section>
  );
}
