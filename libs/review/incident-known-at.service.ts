import { Injectable } from '@nestjs/common';
import { AssessmentRepository } from '@hotline/assessment';
import { Ledger } from '@hotline/ledger';
import { EpisodesRepository, LinkageReader } from '@hotline/linkage';
import { HotlineError, type Caller } from '@hotline/platform';
import { historyFor } from './history';
import { isIncidentId, type IncidentAsKnownAt } from './incident-view';
import { viewerOf } from './reveal';

/** An incident as it was known at an instant: what had been linked, assessed and recorded by then, and nothing later. */
@Injectable()
export class IncidentKnownAt {
  constructor(
    private readonly assessments: AssessmentRepository,
    private readonly links: LinkageReader,
    private readonly episodes: EpisodesRepository,
    private readonly ledger: Ledger,
  ) {}

  async detail(incidentId: string, knownAt: Date, caller: Caller): Promise<IncidentAsKnownAt> {
    const [[assessment, ...earlier], links, facts] = isIncidentId(incidentId)
      ? await Promise.all([this.assessments.ofIncident(incidentId, knownAt), this.links.linksOf([incidentId]), this.ledger.ofIncident(incidentId)])
      : [[], [], []];
    const known = facts.filter(({ recordedAt }) => recordedAt <= knownAt);
    if (known.length === 0) throw new HotlineError('not_found', 'Nothing was known of this incident then.');
    const linked = links.filter(({ linkedAt }) => linkedAt <= knownAt).map(({ incidentId: _, ...link }) => link);
    return {
      id: incidentId,
      asKnownAt: knownAt,
      scope: assessment?.scope ?? null,
      scopeWhy: assessment?.scopeWhy ?? null,
      factStatus: assessment?.factStatus ?? null,
      responsibleCoChair: assessment?.responsibleCoChair ?? null,
      interested: assessment?.interested ?? [],
      perpetrators: assessment?.perpetrators ?? [],
      victims: assessment?.victims ?? [],
      reportCount: linked.length,
      links: linked,
      episodes: await this.episodes.ofIncident(incidentId, knownAt),
      zoneAnswers: assessment?.zones ?? [],
      assessment: assessment ?? null,
      earlierAssessments: earlier.map(({ id, madeAt, scope, scopeWhy, factStatus, factStatusWhy, policyVersion }) => ({ id, madeAt, scope, scopeWhy, factStatus, factStatusWhy, policyVersion })),
      history: historyFor(known, viewerOf(caller)),
    };
  }
}
