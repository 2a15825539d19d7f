// waterfall.tsx - why each report was linked: every comparator's bits, one on top of the other.
import { useTranslation } from 'react-i18next';
import type { Evidence, IncidentDetail } from '../api/shapes';
import { Told } from '../ui/told';
import { waterfallOf } from './waterfall-bars';

export function Waterfalls({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const source = new Map(incident.reports.map((report) => [report.id, report.source]));
  const linked = incident.links.filter(({ evidence }) => evidence.length > 0);
  if (linked.length === 0) return null;
  return (
    <section className="card" aria-labelledby="why-title">
      <header><h2 id="why-title">{t('incident.why')}</h2><small>{t('incident.whyHint')}</small></header>
      {linked.map((link) => (
        <details key={link.reportId} className="link" open={linked.length === 1}>
          <summary>
            <span className="mono">{source.get(link.reportId) ?? link.reportId.slice(0, 8)}</span>
            <b className="num">{t('incident.bits', { bits: signed(link.bits) })}</b>
            <span className="aside">{t(`incident.decidedBy.${link.decidedBy}` as 'incident.decidedBy.AUTO', { defaultValue: link.decidedBy })}, {t('incident.model', { version: link.modelVersion })}</span>
            <span className="aside why-words"><Told text={link.why} /></span>
          </summary>
          <Waterfall evidence={link.evidence} total={link.bits} />
        </details>
      ))}
    </section>
  );
}

export function Waterfall({ evidence, total }: { evidence: Evidence[]; total: number }) {
  const { t } = useTranslation();
  const { bars, zero, whole } = waterfallOf(evidence);
  return (
    <div className="scroll-x"><table className="waterfall">
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.comparator + bar.compared}>
            <th scope="row">{t(`comparator.${bar.comparator}` as 'comparator.time', { defaultValue: bar.comparator })}</th>
            <td className="compared"><Told text={bar.compared} /></td>
            <td className="num" dir="ltr">{signed(bar.bits)}</td>
            <td className="track" dir="ltr" aria-hidden><i className="zero" style={{ left: `${zero * 100}%` }} /><i className={`fall ${bar.bits < 0 ? 'against' : 'for'}`} style={{ left: `${bar.start * 100}%`, width: `${bar.width * 100}%` }} /></td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr><th scope="row">{t('incident.sum')}</th><td /><td className="num" dir="ltr"><b>{signed(total)}</b></td><td className="track" dir="ltr" aria-hidden><i className="zero" style={{ left: `${zero * 100}%` }} /><i className="fall whole" style={{ left: `${whole.start * 100}%`, width: `${whole.width * 100}%` }} /></td></tr>
      </tfoot>
    </table></div>
  );
}

function signed(bits: number): string {
  return `${bits > 0 ? '+' : bits < 0 ? '−' : ''}${Math.abs(bits).toFixed(1)}`;
}
