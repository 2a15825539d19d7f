import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Ledger, Outbox } from '@hotline/ledger';
import { Database, HotlineError, parseStrictJson, type Caller } from '@hotline/platform';
import { compareMaps, cornersOf, type MapComparison } from './compare-maps';
import { planImport } from './plan-import';
import { whyNotDrawnBy } from './zone-audience';
import { describeFault, readZoneFile, SOURCE_WORD, type ZoneRepair } from './zone-file';
import { sha256OfPlace, sha256OfZone, ZonesRepository, type SourcedPlace } from './zones.repository';

export interface ImportSummary {
  added: number;
  superseded: number;
  unchanged: number;
}

export interface ZoneImportOptions {
  /** Whose map it is, for features that do not say so themselves. */
  source?: string;
  /** Who brings it; null is the operator's own command. */
  caller?: Pick<Caller, 'accountId' | 'role' | 'side'> | null;
  /** Bring in order what the written rules can, and say so; otherwise refuse it. */
  repair?: boolean;
  /** Say what would change, and change nothing. */
  dryRun?: boolean;
}

/** What a rehearsal says beside the counts: which zones it would touch. */
export interface ImportRehearsal extends ImportSummary {
  dryRun: true;
  codes: { added: string[]; superseded: string[]; unchanged: string[] };
}

export type ImportedZones = ImportSummary & { repairs?: ZoneRepair[] };
export type RehearsedZones = ImportRehearsal & { repairs?: ZoneRepair[] };

/** A FeatureCollection of MultiPolygons is eight levels deep; properties may hold one more. */
const GEOJSON_DEPTH = 10;
/** About a second of work. */
const MAX_COMPARED_CORNERS = 20_000;

/** Ends a rehearsal's transaction without a commit, and carries out what it found. */
class Rehearsed extends Error {
  constructor(readonly answer: RehearsedZones) {
    super('a rehearsal is never committed');
  }
}

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
   * nothing; otherwise the change is a fact. A rehearsal does the same up to the commit, and takes all of it back.
   * @throws HotlineError request.malformed_json | request.invalid, naming feature, ring and point
   */
  async importZones(file: Uint8Array, { source, caller = null, repair = false, dryRun = false }: ZoneImportOptions = {}): Promise<ImportedZones | RehearsedZones> {
    if (source !== undefined && !SOURCE_WORD.test(source)) {
      throw new HotlineError('request.invalid', undefined, [{ field: 'source', problem: 'must be a word in capital letters, such as OCHA, US, RU or RECONCILED' }]);
    }
    const read = readZoneFile(parseStrictJson(file, GEOJSON_DEPTH), { repair, ...(source === undefined ? {} : { source }) });
    if (!read.ok) {
      const fields = read.faults.map((fault) => ({ field: fault.feature === null ? '' : `features[${fault.feature}]`, problem: describeFault(fault) }));
      throw new HotlineError('request.invalid', 'The zones were refused; nothing was stored.', fields);
    }
    const notTheirs = caller ? read.zones.flatMap((zone) => ({ zone, why: whyNotDrawnBy(caller, zone) })).filter(({ why }) => why !== null) : [];
    if (notTheirs.length > 0) {
      throw new HotlineError('auth.forbidden', 'The zones were refused; nothing was stored.', notTheirs.map(({ zone, why }) => ({ field: zone.code, problem: why! })));
    }
    const importing = this.database.transaction(async (tx) => {
      await this.zones.lock(tx);
      const current = await this.zones.currentZones(tx);
      const plan = planImport(current, read.zones, sha256OfZone);
      const ids = await this.zones.addZones(tx, plan.rows);
      // The first map finds nothing that was judged without it.
      if (current.length > 0) await this.outbox.open(tx, 'zones.changed', ids);
      const summary = { added: plan.added.length, superseded: plan.superseded.length, unchanged: plan.unchanged.length };
      if (plan.rows.length > 0) {
        const fileSha256 = createHash('sha256').update(file).digest('hex');
        const content = { ...summary, fileSha256, codes: { added: plan.added, superseded: plan.superseded }, repairs: read.repairs };
        await this.ledger.record(tx, [{ type: 'zones.imported', actor: caller?.accountId ?? null, content }]);
      }
      const codes = { added: plan.added, superseded: plan.superseded, unchanged: plan.unchanged };
      const repairs = repair ? { repairs: read.repairs } : {};
      if (dryRun) throw new Rehearsed({ ...summary, dryRun, codes, ...repairs });
      return { ...summary, ...repairs };
    });
    return importing.catch((error: unknown) => {
      if (error instanceof Rehearsed) return error.answer;
      throw error;
    });
  }

  /**
   * Two maps side by side.
   * @throws HotlineError request.invalid when they are too large to be compared while somebody waits
   */
  async compare(a: string, b: string, knownAt: Date | null): Promise<MapComparison> {
    const [first, second] = await Promise.all([this.zones.ofSource(a, knownAt), this.zones.ofSource(b, knownAt)]);
    if (cornersOf(first) + cornersOf(second) > MAX_COMPARED_CORNERS) {
      throw new HotlineError('request.invalid', `The two maps have more than ${MAX_COMPARED_CORNERS} corners together; compare simplified ones.`);
    }
    return compareMaps(first, second);
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
