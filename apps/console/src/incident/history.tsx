// history.tsx - what happened to the incident, each line with its place in the log, and the proof that it is there.
import { useTranslation } from 'react-i18next';
import type { IncidentDetail } from '../api/shapes';
import { useWords } from '../ui/words';
import { InLog } from './in-log';

export function History({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <section className="card" aria-labelledby="history-title">
      <header><h2 id="history-title">{t('incident.history')}</h2></header>
      <ol className="history">
        {[...incident.history].reverse().map(({ id, type, at, details, reportId, logIndex }) => (
          <li key={id}>
            <time dateTime={at} className="num">{words.moment(at)}</time>
            <span><b>{t(`fact|${type}` as 'fact', { keySeparator: '|', defaultValue: type })}</b> {reportId && <span className="mono">{incident.reports.find((report) => report.id === reportId)?.source}</span>} <span className="aside" lang="en" dir="ltr">{reasonIn(details)}</span></span>
            <span className="mono aside" title={type}>{typeof logIndex === 'number' ? <InLog index={logIndex} /> : t('incident.notInLog')}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function reasonIn(details: Record<string, unknown>): string {
  for (const name of ['why', 'reason', 'factStatusWhy', 'determination', 'decision']) if (typeof details[name] === 'string') return details[name];
  return '';
}
