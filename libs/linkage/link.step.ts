import { Injectable } from '@nestjs/common';
import { AgreementRegistry } from '@hotline/agreement';
import { Ledger, Outbox, type Step, type Topic } from '@hotline/ledger';
import { Clock, Ids } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { summarise, summariseLarge } from './incident-summary';
import { linkBatch, type Linked } from './link-batch';
import { LinkageRepository } from './linkage.repository';
import { SERVICE_MODEL } from './model';

/** Finds the incident a report belongs to, or opens one. Every report has one when this has run. */
@Injectable()
export class LinkStep implements Step {
  readonly on: Topic = 'report.placed';

  constructor(
    private readonly reports: LinkageRepository,
    private readonly registry: AgreementRegistry,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(tx: EntityManager, reportIds: readonly string[]): Promise<void> {
    const model = SERVICE_MODEL;
    const parties = await this.registry.asOf({}, tx);
    const batch = await this.reports.sightings(tx, reportIds, parties);
    if (batch.length < new Set(reportIds).size) throw new Error('a report was sent to be linked before it was placed');

    await this.reports.lockNeighbourhoods(tx, batch, model);
    const done = await this.reports.linkedAlready(tx, reportIds);
    const open = batch.filter(({ reportId }) => !done.has(reportId));
    if (open.length === 0) return;

    const near = await this.reports.candidates(tx, open, model);
    const known = await this.reports.lockIncidents(tx, [...new Set([...near.values()].flat())], parties);
    const keptApart = await this.reports.keptApart(tx, open);
    const links = linkBatch(open, known, near, model, () => this.ids.uuid(), keptApart);

    const changed = [...new Set(links.map(({ incidentId }) => incidentId))];
    const compositions = await this.reports.compositionsOf(tx, changed, [...new Set(open.map(({ sourceId }) => sourceId))], parties);
    const summaries = new Map(
      changed.map((incidentId) => {
        const { members, rest } = compositions.get(incidentId)!;
        const newcomers = links.filter((link) => link.incidentId === incidentId).map(({ report }) => report);
        const all = [...members, ...newcomers];
        return [incidentId, rest ? summariseLarge(all, rest, newcomers, rest.known) : summarise(all)] as const;
      }),
    );

    const now = this.clock.now();
    await this.reports.saveIncidents(tx, summaries, now);
    await this.reports.saveLinks(tx, links, model.version, now);
    await this.ledger.record(
      tx,
      links.flatMap((link) => factsOf(link, model.version)),
    );
    await this.outbox.open(tx, 'incident.changed', [...summaries.keys()]);
  }
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
