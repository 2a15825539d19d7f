// tests.tsx - the five questions to the agreement, each with its answer, its reason and the rows it was read from.
import { useTranslation } from 'react-i18next';
import type { Assessment, IncidentDetail } from '../api/shapes';
import { Badge } from '../ui/badge';
import { Told } from '../ui/told';
import { useWords } from '../ui/words';

const ORDER = ['when', 'who', 'where', 'what', 'why'] as const;

export function Tests({ assessment, earlier }: { assessment: Assessment; earlier: IncidentDetail['earlierAssessments'] }) {
  const { t } = useTranslation();
  const words = useWords();
  const { corroboration } = assessment;
  return (
    <section className="card" aria-labelledby="tests-title">
      <header><h2 id="tests-title">{t('incident.tests')}</h2><small><bdi>{t('incident.policy', { version: assessment.policyVersion })}</bdi> · {words.moment(assessment.madeAt)}</small></header>
      <ol className="tests">
        {ORDER.map((name) => {
          const test = assessment.tests[name];
          if (!test) return null;
          return (
            <li key={name} className={`test ${test.outcome}`}>
              <h3>{t(`incident.test.${name}`)} <Badge tone={test.outcome}>{t(`incident.outcome.${test.outcome}`)}</Badge></h3>
              <p><Told text={test.reason} /></p>
              {test.rows.length > 0 && (
                <details>
                  <summary>{t('incident.rows')} ({test.rows.length})</summary>
                  <ul className="mono rows-list" dir="ltr">{test.rows.map((row) => <li key={row}>{row}</li>)}</ul>
                </details>
              )}
            </li>
          );
        })}
      </ol>
      <dl className="because">
        <dt>{t('filter.scope')}</dt>
        <dd>{t(`scope.${assessment.scope}` as 'scope.IN_SCOPE')} — <Told text={assessment.scopeWhy} /></dd>
        <dt>{t('filter.factStatus')}</dt>
        <dd>{t(`factStatus.${assessment.factStatus}` as 'factStatus.PENDING')} — <Told text={assessment.factStatusWhy} /></dd>
        <dt>{t('incident.corroboration')}</dt>
        <dd>
          {t('incident.independent', { count: corroboration.independentSources })}
          {corroboration.notCounted.map(({ reportId, why }) => <span key={reportId} className="aside"> · {t('incident.notCounted', { why: words.told(why) ?? why })}</span>)}
        </dd>
        <dt>{t('incident.gravityWhy')}</dt>
        <dd><Told text={assessment.gravityWhy} /></dd>
      </dl>
      {earlier.length > 0 && (
        <details>
          <summary>{t('incident.earlier', { count: earlier.length })}</summary>
          <ul className="earlier">
            {earlier.map(({ id, madeAt, scope, factStatus, factStatusWhy }) => (
              <li key={id}><span className="num">{words.moment(madeAt)}</span> {t(`scope.${scope}` as 'scope.IN_SCOPE')}, {t(`factStatus.${factStatus}` as 'factStatus.PENDING')} — <Told text={factStatusWhy} /></li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
