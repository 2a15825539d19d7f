import { Injectable } from '@nestjs/common';
import { AgreementRegistry } from '@hotline/agreement';
import { LogKey, LogService } from '@hotline/ledger';
import { HotlineError } from '@hotline/platform';
import { bulletinOf, type Bulletin, type BulletinInput } from './bulletin';
import { bulletinPage, type Outline } from './bulletin-page';
import { BulletinRepository } from './bulletin.repository';
import { dayIn } from './day';
import { IncidentExportRepository } from './incident-export.repository';
import { rowsIn, type IncidentRow } from './incident-row';
import { SnapshotRepository } from './snapshot.repository';

export interface BulletinQuestion {
  date: string;
  timeZone?: string;
  asOf?: string;
}

@Injectable()
export class BulletinService {
  constructor(
    private readonly agreement: AgreementRegistry,
    private readonly log: LogService,
    private readonly key: LogKey,
    private readonly snapshots: SnapshotRepository,
    private readonly incidents: IncidentExportRepository,
    private readonly bulletins: BulletinRepository,
  ) {}

  async json(question: BulletinQuestion): Promise<Bulletin> {
    return bulletinOf((await this.read(question)).input);
  }

  async page(question: BulletinQuestion): Promise<string> {
    const { input, outlines } = await this.read(question);
    return bulletinPage(bulletinOf(input), outlines);
  }

  private async read({ date, timeZone, asOf }: BulletinQuestion): Promise<{ input: BulletinInput; outlines: Outline[] }> {
    const zone = timeZone ?? (await this.zoneOf(date));
    const day = dayIn(date, zone);
    if (!day) throw new HotlineError('request.invalid', undefined, [{ field: 'date', problem: 'must be a day that exists, in a time zone that exists' }]);
    const { size, root } = await this.log.checkpointFor(asOf === undefined ? undefined : Number(asOf));
    const reading = this.snapshots.read(async function* (this: BulletinService, client: Parameters<BulletinRepository['areas']>[0]) {
      const incidents: IncidentRow[] = [];
      for await (const block of this.incidents.blocks(client, { queue: 'all', ...day }, size)) {
        incidents.push(...rowsIn(block).filter(({ from }) => Date.parse(from) >= day.from.getTime() && Date.parse(from) < day.to.getTime()));
      }
      const { names, outlines } = await this.bulletins.areas(client);
      const reports = await this.bulletins.reports(client, day.from, day.to, size);
      const verdicts = await this.bulletins.verdicts(client, incidents.map(({ id }) => id), size);
      const checkpoint = { origin: this.key.origin, size, root: root.toString('hex') };
      yield { input: { date, timeZone: zone, ...day, checkpoint, reports, incidents, verdicts, names }, outlines };
    }.bind(this));
    for await (const found of reading) return found;
    throw new Error('the snapshot gave nothing');
  }

  /** The zone of the regime in force on the day; a day under none is counted in UTC. */
  private async zoneOf(date: string): Promise<string> {
    const noon = new Date(`${date}T12:00:00Z`);
    if (Number.isNaN(noon.getTime())) return 'UTC';
    const agreement = await this.agreement.asOf({});
    return agreement.regimeAt(noon)?.timeZone ?? agreement.regimes[0]?.timeZone ?? 'UTC';
  }
}
