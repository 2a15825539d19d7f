import { Inject, Injectable } from '@nestjs/common';
import { AssessmentRepository, VerificationRepository } from '@hotline/assessment';
import { Ledger } from '@hotline/ledger';
import { EpisodesRepository, LinkageReader } from '@hotline/linkage';
import { HotlineError, SETTINGS, type Caller, type Settings } from '@hotline/platform';
import { DocketRepository } from './docket.repository';
import { HearingRepository } from './hearing.repository';
import { historyFor } from './history';
import { IncidentReportsRepository, type IncidentReport } from './incident-reports.repository';
import { isIncidentId, itemOf, type IncidentDetail, type ReportOfIncident } from './incident-view';
import { knownAtOf, limitOf, orderOf, type ListIncidentsQuery } from './list-incidents.dto';
import { OpinionsRepository } from './opinions.repository';
import { reportSeenBy } from './report-seen-by';
import { viewerOf, visibleOpinions, type Viewer } from './reveal';
import { RequestsService } from './requests.service';
import { RoundsRepository } from './rounds.repository';
import { sourceLabel } from './source-label';
import { TriageService } from './triage.service';
import { ViewersFilter } from './viewers-filter.service';

/** Reading: the lists and the one incident, as far as this viewer may see it. */
@Injectable()
export class IncidentsService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly docket: DocketRepository,
    private readonly viewersFilter: ViewersFilter,
    private readonly reports: IncidentReportsRepository,
    private readonly links: LinkageReader,
    private readonly episodes: EpisodesRepository,
    private readonly assessments: AssessmentRepository,
    private readonly verifications: VerificationRepository,
    private readonly opinions: OpinionsRepository,
    private readonly rounds: RoundsRepository,
    private readonly triage: TriageService,
    private readonly requests: RequestsService,
    private readonly hearing: HearingRepository,
    private readonly ledger: Ledger,
  ) {}

  async list(query: ListIncidentsQuery, caller: Caller) {
    const order = orderOf(query);
    if (!order) throw new HotlineError('request.invalid', undefined, [{ field: 'sort', problem: 'must be that of the cursor' }]);
    const { lines, nextCursor } = await this.docket.page({ filter: await this.viewersFilter.of(query, caller), limit: limitOf(query), knownAt: knownAtOf(query), ...order });
    return { items: lines.map(itemOf), nextCursor };
  }

  async detail(incidentId: string, caller: Caller): Promise<IncidentDetail> {
    const line = isIncidentId(incidentId) ? await this.docket.find(incidentId) : null;
    if (!line) throw new HotlineError('not_found');
    const viewer = viewerOf(caller);
    const [reports, links, suggestions, floods, [assessment, ...earlier], verifications, opinions, determination, facts, [round], leases, informationRequests, claims, steps, closures, episodes] = await Promise.all([
      this.reports.ofIncident(line.id),
      this.links.linksOf([line.id]),
      this.links.suggestionsOf([line.id]),
      this.links.floodsOf([line.id]),
      this.assessments.ofIncident(line.id),
      this.verifications.ofIncident(line.id),
      this.opinions.standing(line.id, viewer),
      this.opinions.determinationOf(line.id),
      this.ledger.ofIncident(line.id),
      this.rounds.newest([line.id]),
      this.triage.seenBy(line.id, viewer),
      this.requests.ofIncident(line.id, caller),
      this.hearing.claimsAbout(line.id),
      this.hearing.steps([line.id]),
      this.hearing.closures(line.id),
      this.episodes.ofIncident(line.id),
    ]);
    const visible = visibleOpinions(opinions, viewer);
    return {
      ...itemOf(line),
      interested: line.interested,
      ...leases,
      gravityWhy: assessment?.gravityWhy ?? null,
      zoneAnswers: assessment?.zones ?? [],
      reports: reports.map((report) => this.asSeenBy(viewer, report)),
      links: links.map(({ incidentId: _, ...link }) => link),
      suggestions,
      episodes,
      floods: floods.map(({ incidentId: _, ...flood }) => flood),
      assessment: assessment ?? null,
      earlierAssessments: earlier.map(({ id, madeAt, scope, scopeWhy, factStatus, factStatusWhy, policyVersion }) => ({
        id, madeAt, scope, scopeWhy, factStatus, factStatusWhy, policyVersion,
      })),
      verifications,
      opinionRound: round ? { number: round.number, why: round.why, openedAt: round.openedAt, dueAt: round.dueAt, isRevealed: round.isRevealed } : null,
      opinions: visible.filter(({ isStale }) => !isStale),
      staleOpinions: visible.filter(({ isStale }) => isStale),
      determinationWhy: determination,
      informationRequests,
      selfDefenceClaims: claims,
      steps,
      closures,
      history: historyFor(facts, viewer),
    };
  }

  /** A source is a label made for this viewer. */
  private asSeenBy(viewer: Viewer, { sourceId, ...report }: IncidentReport): ReportOfIncident {
    return { id: report.reportId, ...reportSeenBy(viewer, report), source: sourceLabel(this.settings.secret, viewer, sourceId) };
  }
}
