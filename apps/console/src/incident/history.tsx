// history.tsx - what happened to the incident, each line with its place in the log, and the proof that it is there.
import { useTranslation } from 'react-i18next';
import type { IncidentDetail } from '../api/shapes';
import { Told } from '../ui/told';
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
            <span><b>{t(`fact|${type}` as 'fact', { keySeparator: '|', defaultValue: type })}</b> {reportId && <span className="mono">{incident.reports.find((report) => report.id === reportId)?.source}</span>} <span className="aside"><Reason of={details} /></span></span>
            <span className="mono aside" title={type}>{typeof logIndex === 'number' ? <InLog index={logIndex} /> : t('incident.notInLog')}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Why, in the service's words; a reason that a person gave, in theirs; or what was decided; otherwise whose it is. */
function Reason({ of: { why, factStatusWhy, reason, determination, decision, coChair } }: { of: Record<string, unknown> }) {
  const { t } = useTranslation();
  const said = why ?? factStatusWhy;
  if (typeof said === 'string') return <Told text={said} />;
  if (typeof reason === 'string') return <bdi>{reason}</bdi>;
  if (typeof determination === 'string') return t(`determination.${determination}` as 'determination.PENDING', { defaultValue: determination });
  if (typeof decision === 'string') return t(`factStatus.${decision}` as 'factStatus.PENDING', { defaultValue: decision });
  return typeof coChair === 'string' ? coChair : null;
}
