// link-decisions.tsx - suggestions of the model that a person may look at.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { IncidentDetail, Me } from '../api/shapes';
import { Waterfall } from './waterfall';

export function LinkDecisions({ incident }: { incident: IncidentDetail; who: Me }) {
  const { t } = useTranslation();
  if (incident.suggestions.length === 0) return null;
  return (
    <section className="card" aria-labelledby="suggestions-title">
      <header><h2 id="suggestions-title">{t('incident.suggestions')}</h2></header>
      {incident.suggestions.map((suggestion, index) => {
        const other = [suggestion.incidentId, suggestion.candidateIncidentId, suggestion.otherIncidentId].find((id): id is string => typeof id === 'string' && id !== incident.id);
        return (
          <details key={suggestion.id ?? index} className="link">
            <summary>{other ? <Link to={`/incidents/${other}`} className="mono">{other.slice(0, 8)}</Link> : null} {suggestion.bits !== undefined && <b className="num">{t('incident.bits', { bits: suggestion.bits.toFixed(1) })}</b>} <span className="aside why-words" lang="en" dir="ltr">{suggestion.why}</span></summary>
            {suggestion.evidence && <Waterfall evidence={suggestion.evidence} total={suggestion.bits ?? 0} />}
          </details>
        );
      })}
    </section>
  );
}
