import { Injectable } from '@nestjs/common';
import { AgreementRegistry } from '@hotline/agreement';
import { Ledger, Outbox, type Step, type Topic } from '@hotline/ledger';
import { Clock, Ids } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { Candidate } from './decide-link';
import { summarise, summariseLarge, type IncidentSummary } from './incident-summary';
import { IncidentRepository } from './incident.repository';
import { linkBatch, type Linked } from './link-batch';
import { SERVICE_MODEL } from './model';
import { MOST_MEMBERS, NeighboursRepository } from './neighbours.repository';
import type { PartyLookup } from './sighting.row';
import { WordWeights } from './word-weights.repository';

/** Finds the incident a report belongs to, or opens one. Every report has one when this has run. */
@Injectable()
export class LinkStep implements Step {
  readonly on: Topic = 'report.placed';

  constructor(
    private readonly neighbours: NeighboursRepository,
    private readonly incidents: IncidentRepository,
    private readonly weights: WordWeights,
    private readonly registry: AgreementRegistry,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(tx: EntityManager, reportIds: readonly string[]): Promise<void> {
    const model = SERVICE_MODEL;
    const parties = await this.registry.asOf({}, tx);
    const batch = await this.neighbours.sightings(tx, reportIds, parties);
    if (batch.length < new Set(reportIds).size) throw new Error('a report was sent to be linked before it was placed');

    await this.neighbours.lockNeighbourhoods(tx, batch, model);
    const { near, incidentsBefore, restructured } = await this.neighbours.candidates(tx, batch, model);
    const open = batch.flatMap((report) => (near.has(report.reportId) ? [{ ...report, incidentsBefore: incidentsBefore.get(report.reportId)! }] : []));
    if (open.length === 0) return;

    const rarity = await this.weights.at(tx, Math.max(...open.map(({ seq }) => seq)));
    const known = await this.neighbours.lockIncidents(tx, [...new Set([...near.values()].flat())], parties);
    const keptApart = await this.neighbours.keptApart(tx, restructured);
    const links = linkBatch(open, known, near, model, () => this.ids.uuid(), keptApart, rarity ? { rarity, crowd: () => null } : undefined);

    const summaries = await this.describe(tx, links, known, parties);
    const now = this.clock.now();
    await this.incidents.file(tx, summaries, links, model.version, now);
    await this.ledger.record(
      tx,
      links.flatMap((link) => factsOf(link, model.version)),
    );
    await this.outbox.open(tx, 'incident.changed', [...summaries.keys()]);
  }

  /** What the changed incidents now say. Small ones were read whole as candidates; of large ones the ends are read. */
  private async describe(tx: EntityManager, links: readonly Linked[], known: readonly Candidate[], parties: PartyLookup): Promise<Map<string, IncidentSummary>> {
    const changed = [...new Set(links.map(({ incidentId }) => incidentId))];
    const opened = new Set(links.filter((link) => link.opened).map(({ incidentId }) => incidentId));
    const whole = new Map(known.flatMap(({ incidentId, members }) => (members.length < MOST_MEMBERS ? [[incidentId, members]] : [])));
    const larger = changed.filter((incidentId) => !opened.has(incidentId) && !whole.has(incidentId));
    const sources = [...new Set(links.map(({ report }) => report.sourceId))];
    const compositions = await this.incidents.compositionsOf(tx, larger, sources, parties);
    return new Map(
      changed.map((incidentId) => {
        const { members, rest } = compositions.get(incidentId) ?? { members: whole.get(incidentId) ?? [], rest: null };
        const newcomers = links.filter((link) => link.incidentId === incidentId).map(({ report }) => report);
        const all = [...members, ...newcomers];
        return [incidentId, rest ? summariseLarge(all, rest, newcomers, rest.known) : summarise(all)];
      }),
    );
  }
}

/** The step on its own, for measuring it. */
export function linkStepOf(registry: AgreementRegistry, ledger: Ledger, outbox: Outbox, clock: Clock, ids: Ids): LinkStep {
  return new LinkStep(new NeighboursRepository(), new IncidentRepository(), new WordWeights(), registry, ledger, outbox, clock, ids);
}

function factsOf({ report: { reportId }, incidentId, decision, echoOf }: Linked, model: string) {
  const { linked, why, runnersUp, suggestions } = decision;
  const about = { reportId, incidentId };
  const first = linked
    ? { type: 'report.linked', ...about, content: { why, bits: linked.bits, evidence: linked.evidence, runnersUp, echoOf, model } }
    : { type: 'incident.opened', ...about, content: { why, runnersUp, model } };
  return [
    first,
    ...suggestions.map(({ incidentId: suggested, bits, evidence, vetoes, why: reason }) => ({
      type: 'link.suggested',
      reportId,
      incidentId: suggested,
      content: { why: reason, bits, evidence, vetoes, openedInstead: incidentId, model },
    })),
  ];
}
