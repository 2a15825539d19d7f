// chairs.tsx - the two co-chairs as peers: who has filed, what is open, and one's own side's opinion.
import { useTranslation } from 'react-i18next';
import type { IncidentDetail, Me, OpinionView, Side } from '../api/shapes';
import { Badge } from '../ui/badge';
import { Icon } from '../ui/icon';
import { Told } from '../ui/told';
import { useWords } from '../ui/words';
import { OpinionForm } from './opinion-form';

export function Chairs({ incident, who }: { incident: IncidentDetail; who: Me }) {
  const { t } = useTranslation();
  const words = useWords();
  const own = incident.opinions.find(({ coChair }) => coChair === who.side);
  const mayFile = who.role === 'reviewer' && who.side !== null && !own && incident.factStatus === 'VERIFIED' && incident.determination === 'PENDING';
  return (
    <section className="card chairs" aria-labelledby="chairs-title">
      <header><h2 id="chairs-title">{t('chairs.title')}</h2></header>
      <div className="chair-pair">
        {(['US', 'RU'] as const).map((side) => <Chair key={side} side={side} who={who} opinion={incident.opinions.find((one) => one.coChair === side)} isInterested={incident.interested.includes(side)} isResponsible={incident.responsibleCoChair === side || incident.responsibleCoChair === 'BOTH'} />)}
      </div>
      <p className="determination" role="status">
        <span>{t('chairs.determination')}</span>
        <Badge tone={incident.determination === 'PENDING' ? 'PENDING' : incident.determination === 'DISPUTED' ? 'warn' : 'good'}>{t(`determination.${incident.determination}` as 'determination.PENDING')}</Badge>
      </p>
      {incident.determinationWhy && <p className="aside"><Told text={incident.determinationWhy.why} /></p>}
      {incident.opinionRound && !incident.opinionRound.isRevealed && incident.determination === 'PENDING' && <p className="aside num">{t('review.due', { time: words.moment(incident.opinionRound.dueAt) })}</p>}
      {mayFile && <OpinionForm key={incident.id} incident={incident} />}
      {who.role === 'reviewer' && own && incident.determination === 'PENDING' && <p className="done">{t('chairs.sealed')} {t('chairs.sealedHint')}</p>}
      {incident.factStatus !== 'VERIFIED' && incident.determination === 'PENDING' && <p className="aside">{t('chairs.notOffered')}</p>}
    </section>
  );
}

function Chair({ side, who, opinion, isInterested, isResponsible }: { side: Side; who: Me; opinion: OpinionView | undefined; isInterested: boolean; isResponsible: boolean }) {
  const { t } = useTranslation();
  const words = useWords();
  const said = opinion && opinion.status !== 'FILED' ? opinion : null;
  return (
    <div className={`chair side-${side} ${opinion ? (opinion.status === 'REVEALED' ? 'open' : 'sealed') : 'waiting'}`}>
      <h3><Badge tone={side}>{side}</Badge> {t(`chairs.${side}`)}</h3>
      <p className="row aside">
        {who.side === side && <span>{t('chairs.yours')}</span>}
        {isResponsible && <span>{t('queue.responsible')}: {side}</span>}
      </p>
      {isInterested && <p className="interested"><Icon name="warn" /> {t('chairs.interested')}</p>}
      {!opinion && <p className="verdict">{t('chairs.waiting')}</p>}
      {opinion && opinion.status !== 'REVEALED' && <p className="verdict"><Icon name="lock" /> {t('chairs.filed')}</p>}
      {said?.verdict && (
        <>
          <p className="verdict"><b>{t(`verdict.${said.verdict}`)}</b></p>
          {said.reasons && <blockquote dir="auto">{said.reasons}</blockquote>}
          <p className="aside">
            {[said.attribution && words.party(said.attribution), said.gravity && t(`gravity.${said.gravity}`), said.extent && t(`extent.${said.extent}`), said.threat && t(`threat.${said.threat}`)].filter(Boolean).join(' · ')}
          </p>
        </>
      )}
      {said && <p className="aside num">{words.moment(said.filedAt)}</p>}
    </div>
  );
}
