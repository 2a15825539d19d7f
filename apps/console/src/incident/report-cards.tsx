// report-cards.tsx - the reports by pseudonym, in their own language and direction. Words of strangers: text, never markup.
import { useTranslation } from 'react-i18next';
import type { IncidentDetail } from '../api/shapes';
import { useWords } from '../ui/words';

export function ReportCards({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <section className="card" aria-labelledby="reports-title">
      <header><h2 id="reports-title">{t('incident.reports')}</h2><small className="num">{t('queue.reports', { count: incident.reports.length })}, {t('queue.sources', { count: incident.sourceCount })}</small></header>
      <ol className="reports">
        {incident.reports.map((report) => (
          <li key={report.id} className="report">
            <h3>
              <span className="mono">{report.source}</span>
              <span className="badge">{t(`role.${report.sourceKind.toLowerCase()}` as 'role.monitor', { defaultValue: report.sourceKind })}</span>
              {report.observation && <span className="badge plain">{t(`observation.${report.observation}` as 'observation.SAW')}</span>}
              <span className="num aside">{words.span(report.occurred.from, report.occurred.to)}</span>
            </h3>
            <blockquote dir="auto" lang={report.language ?? undefined}>{report.narrative ?? <span className="aside">{t('incident.noNarrative')}</span>}</blockquote>
            <p className="aside">
              {[report.weapon && report.weapon !== 'UNKNOWN' && t(`weapon.${report.weapon}` as 'weapon.MORTAR'), report.target && report.target !== 'UNKNOWN' && t(`target.${report.target}` as 'target.SCHOOL')].filter(Boolean).join(' · ')}
              {report.place?.stated && <> · <bdi>{report.place.stated}</bdi></>}
              {report.allegedPerpetrator && <> · {t('incident.by')}: <bdi>{report.allegedPerpetrator}</bdi></>}
              {report.killed !== null && <> · <span className="num">{t('incident.killed', { count: report.killed })}</span></>}
              {report.wounded !== null && <> · <span className="num">{t('incident.wounded', { count: report.wounded })}</span></>}
              {report.evidence.length > 0 && <> · {t('incident.evidence', { count: report.evidence.length })}</>}
            </p>
            {(report.contentSha256 || report.evidence.length > 0) && (
              <details>
                <summary className="aside">{t('incident.original')}</summary>
                {report.contentSha256 && <p className="mono wrap" dir="ltr">{report.contentSha256}</p>}
                {report.evidence.map(({ sha256, mediaType }) => <p key={sha256} className="mono wrap" dir="ltr">{mediaType} {sha256}</p>)}
              </details>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
