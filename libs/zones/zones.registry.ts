import { Injectable } from '@nestjs/common';
import type { PlacingNumbers } from '@hotline/agreement';
import type { EntityManager } from 'typeorm';
import { buildGazetteer } from './gazetteer';
import type { Atlas } from './place-report';
import { buildZoneIndex } from './zone-index';
import { ZonesRepository } from './zones.repository';

/** The map in the memory of this process, built once per state of the zones, the places and the policy. */
@Injectable()
export class ZonesRegistry {
  private current: { key: string; atlas: Promise<Atlas> } | null = null;

  constructor(private readonly zones: ZonesRepository) {}

  /** The map as it is now. Costs one small query; a step hands in its transaction, so that it needs no second connection. */
  async atlas(policy: PlacingNumbers, tx?: EntityManager): Promise<Atlas> {
    const { radiusOfLevelM, minConfidence, maxCandidates } = policy;
    const key = `${await this.zones.version(tx)} ${JSON.stringify([radiusOfLevelM, minConfidence, maxCandidates])}`;
    if (this.current?.key === key) return this.current.atlas;
    const building = { key, atlas: this.build(policy, tx) };
    this.current = building;
    building.atlas.catch(() => {
      if (this.current === building) this.current = null;
    });
    return building.atlas;
  }

  private async build(policy: PlacingNumbers, tx?: EntityManager): Promise<Atlas> {
    const zones = await this.zones.currentZones(tx);
    const places = await this.zones.currentPlaces(tx);
    return { index: buildZoneIndex(zones), gazetteer: buildGazetteer(places, zones, policy) };
  }
}
