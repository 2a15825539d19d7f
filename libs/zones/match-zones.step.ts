import { Injectable } from '@nestjs/common';
import { AgreementRegistry } from '@hotline/agreement';
import { Ledger, Outbox, type Step } from '@hotline/ledger';
import type { EntityManager } from 'typeorm';
import { placeOrigin, placeReport } from './place-report';
import { ZonesRegistry } from './zones.registry';
import { ZonesRepository, type PlacedReport } from './zones.repository';

const UNSAID = { lat: null, lon: null, radiusM: null, pcode: null, name: null };

/** Where did it happen, and which zones were there at that time? */
@Injectable()
export class MatchZonesStep implements Step {
  readonly on = 'report.received';

  constructor(
    private readonly agreements: AgreementRegistry,
    private readonly maps: ZonesRegistry,
    private readonly zones: ZonesRepository,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
  ) {}

  async run(tx: EntityManager, reportIds: readonly string[]): Promise<void> {
    const { policy } = await this.agreements.asOf({}, tx);
    const placing = { ...policy.placing, version: policy.version };
    const atlas = await this.maps.atlas(placing, tx);
    const stated = await this.zones.unplaced(tx, reportIds);
    const placed = stated.map(({ reportId, origin, ...said }) => ({
      reportId,
      ...placeReport(said, atlas, placing),
      origin: origin && placeOrigin({ ...UNSAID, ...origin, from: said.from, to: said.to }, atlas, placing),
    }));
    const added = new Set(await this.zones.addPlacements(tx, policy.version, placed));
    const facts = placed.filter(({ reportId }) => added.has(reportId)).map((placement) => factOf(placement, policy.version));
    await this.ledger.record(tx, facts);
    await this.outbox.open(tx, 'report.placed', reportIds);
  }
}

/** No coordinates and no words of the reporter: the log is handed out. What to ask the reporter speaks of places of the gazetteer only. */
function factOf({ reportId, how, confidence, pcode, radiusM, clarification, zones, origin }: PlacedReport, policyVersion: string) {
  const met = zones.map(({ zoneVersionId, code, relation, during }) => ({ zoneVersionId, code, relation, during }));
  const content = { how, confidence, pcode, radiusM, zones: met, needsClarification: clarification !== null, ...(clarification === null ? {} : { clarification }), ...(origin && { origin: { how: origin.how, pcode: origin.pcode, radiusM: origin.radiusM } }), policyVersion };
  return { type: 'report.placed', reportId, content };
}
