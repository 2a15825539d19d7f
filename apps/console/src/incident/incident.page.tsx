// incident.page.tsx - one incident: understood in ten seconds at the top, argued below, decided at the side.
import { useEffect, useRef, useState } from 'react';
import { useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { incident as incidentQuery } from '../api/queries';
import type { IncidentItem, Me, Page } from '../api/shapes';
import { DueClock } from '../queue/clock';
import { incidentTitle } from '../queue/incident-row';
import { rememberRead } from '../queue/reading';
import { Badge } from '../ui/badge';
import { Icon } from '../ui/icon';
import { useKeys } from '../ui/keys';
import { KeysHelp } from '../ui/keys-help';
import { Failure, Loading } from '../ui/states';
import { useWords } from '../ui/words';
import { placeName } from './stated-place';
import { Chairs } from './chairs';
import { Claims } from './claims';
import { Closing } from './closing';
import { Episodes } from './episodes';
import { Hearing } from './hearing';
import { History } from './history';
import { Lease } from './lease';
import { LinkDecisions } from './link-decisions';
import { ReportCards } from './report-cards';
import { Standing } from './standing';
import { Summary } from './summary';
import { Tests } from './tests';
import { Timeline } from './timeline';
import { VerifyByHand } from './verify-by-hand';
import { Waterfalls } from './waterfall';
import { WhereMap } from './where-map';
import './incident.css';

export default function IncidentPage({ who }: { who: Me }) {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const words = useWords();
  const go = useNavigate();
  const { hash } = useLocation();
  const [isHelpOpen, setHelp] = useState(false);
  const { data: incident, error, isPending, refetch } = useQuery(incidentQuery(id));
  const neighbours = useNeighbours(id);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    rememberRead(id);
    top.current?.focus();
  }, [id]);
  const isLoaded = incident !== undefined;
  useEffect(() => {
    if (isLoaded && hash === '#opinion') toOpinion();
  }, [isLoaded, hash, id]);

  useKeys({
    j: () => neighbours.next && void go(`/incidents/${neighbours.next}`),
    k: () => neighbours.previous && void go(`/incidents/${neighbours.previous}`),
    o: toOpinion,
    u: () => void go('/queue'),
    Escape: () => !isHelpOpen && void go('/queue'),
    '?': () => setHelp(true),
  });

  if (isPending) return <Loading />;
  if (!incident) return <Failure error={error} onRetry={() => void refetch()} />;
  const isTest = incident.messageStatus !== 'ACTUAL';
  return (
    <article className="incident" aria-labelledby="incident-title">
      <header className="incident-head" ref={top} tabIndex={-1}>
        <nav className="row" aria-label={t('queue.list')}>
          <Link to="/queue" className="button">{t('nav.queue')}</Link>
          <span className="aside mono">{id.slice(0, 8)}</span>
          <span className="head-end row">
            {incident.state !== 'CLOSED' && <DueClock incident={{ ...incident, dueAt: incident.opinionRound?.dueAt ?? null }} />}
            <Lease incident={incident} who={who} />
            {neighbours.previous && <Link className="button" to={`/incidents/${neighbours.previous}`}>{t('incident.previous')} <kbd>k</kbd></Link>}
            {neighbours.next && <Link className="button" to={`/incidents/${neighbours.next}`}>{t('incident.next')} <kbd>j</kbd></Link>}
          </span>
        </nav>
        <div className="row head-line">
          <h1 id="incident-title">
            {incidentTitle(t, incident)}
            <span className="title-place"> — <bdi>{placeName(incident, words) || t('queue.noPlace')}</bdi></span>
          </h1>
          <Badge tone={incident.gravity} title={incident.gravityWhy ?? undefined}>{t(`gravity.${incident.gravity}`)}</Badge>
          <Badge tone={incident.scope === 'IN_SCOPE' ? 'IN_SCOPE' : incident.scope.startsWith('UNDETERMINED') ? 'UNKNOWN' : 'plain'}>{t(`scope.${incident.scope}` as 'scope.IN_SCOPE')}</Badge>
          <Badge tone={incident.factStatus}>{t(`factStatus.${incident.factStatus}` as 'factStatus.PENDING')}</Badge>
          {incident.state === 'CLOSED' && <Badge>{t('state_.CLOSED')}</Badge>}
          {incident.ihlConcern && <Badge tone="warn" title={t('incident.ihl')}><Icon name="warn" />{t('incident.ihlShort')}</Badge>}
        </div>
        {isTest && <p className="refusal">{t('incident.exercise')}</p>}
        {incident.absorbedInto && <p className="refusal">{t('incident.absorbed')} <Link to={`/incidents/${incident.absorbedInto}`}>{t('incident.absorbedOpen')}</Link></p>}
      </header>
      <div className="incident-body">
        <Summary incident={incident} />
        <div className="incident-main">
          <div className="pair">
            <WhereMap incident={incident} />
            <Timeline incident={incident} />
          </div>
          {incident.assessment && <Tests assessment={incident.assessment} earlier={incident.earlierAssessments} />}
          <ReportCards incident={incident} />
          <Waterfalls incident={incident} />
          <LinkDecisions incident={incident} who={who} />
          <Episodes incident={incident} who={who} />
          <Claims incident={incident} who={who} />
          <Hearing incident={incident} who={who} />
          <History incident={incident} />
        </div>
        <aside className="incident-side">
          <Chairs incident={incident} who={who} />
          <Closing incident={incident} who={who} key={incident.id} />
          <Standing incident={incident} who={who} />
          {who.role === 'reviewer' && incident.determination === 'PENDING' && <VerifyByHand incident={incident} />}
        </aside>
      </div>
      <KeysHelp isOpen={isHelpOpen} onClose={() => setHelp(false)} />
    </article>
  );
}

function toOpinion(): void {
  const form = document.getElementById('opinion');
  form?.scrollIntoView({ block: 'nearest' });
  form?.querySelector<HTMLElement>('input, textarea')?.focus();
}

/** The incidents before and after this one in a list that was read in this tab. */
function useNeighbours(id: string): { previous: string | null; next: string | null } {
  const lists = useQueryClient().getQueriesData<InfiniteData<Page<IncidentItem>>>({ queryKey: ['incidents'] });
  for (const [, list] of lists) {
    const ids = (list?.pages ?? []).flatMap((page) => page.items.map((item) => item.id));
    const at = ids.indexOf(id);
    if (at >= 0) return { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null };
  }
  return { previous: null, next: null };
}
