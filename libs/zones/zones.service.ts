import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Ledger, Outbox } from '@hotline/ledger';
import { Database, HotlineError, parseStrictJson } from '@hotline/platform';
import { planImport } from './plan-import';
import { describeFault, readZoneFile, SOURCE_WORD } from './zone-file';
import { sha256OfPlace, sha256OfZone, ZonesRepository, type SourcedPlace } from './zones.repository';

export interface ImportSummary {
  added: number;
  superseded: number;
  unchanged: number;
}

/** A FeatureCollection of MultiPolygons is eight levels deep; properties may hold one more. */
const GEOJSON_DEPTH = 10;

@Injectable()
export class ZonesService {
  constructor(
    private readonly database: Database,
    private readonly zones: ZonesRepository,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Makes the zones of a GeoJSON file what is known from now on, all or nothing. A file that says nothing new changes
   * nothing; otherwise the change is a fact.
   * @param source whose map it is, for features that do not say so themselves
   * @throws HotlineError request.malformed_json | request.invalid, naming feature, ring and point
   */
  async importZones(file: Uint8Array, { source, actor = null }: { source?: string; actor?: string | null } = {}): Promise<ImportSummary> {
    if (source !== undefined && !SOURCE_WORD.test(source)) {
      throw new HotlineError('request.invalid', undefined, [{ field: 'source', problem: 'must be a word in capital letters, such as OCHA, US, RU or RECONCILED' }]);
    }
    const read = readZoneFile(parseStrictJson(file, GEOJSON_DEPTH), source === undefined ? {} : { source });
    if (!read.ok) {
      const fields = read.faults.map((fault) => ({ field: fault.feature === null ? '' : `features[${fault.feature}]`, problem: describeFault(fault) }));
      throw new HotlineError('request.invalid', 'The zones were refused; nothing was stored.', fields);
    }
    return this.database.transaction(async (tx) => {
      await this.zones.lock(tx);
      const current = await this.zones.currentZones(tx);
      const plan = planImport(current, read.zones, sha256OfZone);
      const ids = await this.zones.addZones(tx, plan.rows);
      // The first map finds nothing that was judged without it.
      if (current.length > 0) await this.outbox.open(tx, 'zones.changed', ids);
      const summary = { added: plan.added.length, superseded: plan.superseded.length, unchanged: plan.unchanged.length };
      if (plan.rows.length > 0) {
        const fileSha256 = createHash('sha256').update(file).digest('hex');
        const content = { ...summary, fileSha256, codes: { added: plan.added, superseded: plan.superseded } };
        await this.ledger.record(tx, [{ type: 'zones.imported', actor, content }]);
      }
      return summary;
    });
  }

  /** Makes these places what the gazetteer says of them from now on. Places that are not mentioned stay. */
  async importPlaces(places: readonly SourcedPlace[], actor: string | null = null): Promise<ImportSummary> {
    return this.database.transaction(async (tx) => {
      await this.zones.lock(tx);
      const known = new Map((await this.zones.currentPlaces(tx)).map((place) => [place.code, place]));
      const changed = places
        .filter((place) => known.get(place.code)?.sha256 !== sha256OfPlace(place))
        .map((place) => ({ ...place, supersedes: known.get(place.code)?.id ?? null }));
      await this.zones.addPlaces(tx, changed);
      const superseded = changed.filter(({ supersedes }) => supersedes !== null).length;
      const summary = { added: changed.length - superseded, superseded, unchanged: places.length - changed.length };
      if (changed.length > 0) {
        await this.ledger.record(tx, [{ type: 'places.imported', actor, content: { ...summary, codes: changed.map(({ code }) => code) } }]);
      }
      return summary;
    });
  }
}
