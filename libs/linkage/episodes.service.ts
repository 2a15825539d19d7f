import { Injectable } from '@nestjs/common';
import { Ledger } from '@hotline/ledger';
import { Clock, Database, HotlineError, Ids, type Caller } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { EpisodesRepository, type Episode, type EpisodeDetail } from './episodes.repository';
import { authorOf } from './restructure.service';

/** People open a few in a year. */
const LISTED = 200;

/** People see several incidents as one story. Each stays an incident with its own reports, assessment and opinions. */
@Injectable()
export class EpisodesService {
  constructor(
    private readonly database: Database,
    private readonly episodes: EpisodesRepository,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  open(name: string, incidents: readonly string[], reason: string, caller: Caller): Promise<Episode> {
    const id = this.ids.uuid();
    return this.database.transaction(async (tx) => {
      await this.episodes.open(tx, id, name, this.clock.now());
      return this.change(tx, id, incidents, true, reason, caller);
    });
  }

  join(id: string, incidents: readonly string[], reason: string, caller: Caller): Promise<Episode> {
    return this.database.transaction((tx) => this.change(tx, id, incidents, true, reason, caller));
  }

  leave(id: string, incidents: readonly string[], reason: string, caller: Caller): Promise<Episode> {
    return this.database.transaction((tx) => this.change(tx, id, incidents, false, reason, caller));
  }

  async newest(): Promise<{ items: Episode[] }> {
    return { items: await this.episodes.newest(LISTED) };
  }

  async one(id: string): Promise<EpisodeDetail> {
    const [episode, changes] = await Promise.all([this.episodes.find(id), this.episodes.history(id)]);
    if (!episode) throw new HotlineError('not_found');
    return { ...episode, changes };
  }

  private async change(tx: EntityManager, id: string, incidents: readonly string[], joins: boolean, reason: string, caller: Caller): Promise<Episode> {
    const author = authorOf(caller);
    const before = await this.episodes.lock(tx, id);
    if (!before || !(await this.episodes.exist(tx, incidents))) throw new HotlineError('not_found');
    const idle = incidents.filter((incident) => before.incidents.includes(incident) === joins);
    if (idle.length > 0) throw new HotlineError('state.conflict', `${idle.join(', ')} ${joins ? 'is part of the episode already' : 'is not part of the episode'}.`);
    await this.episodes.change(tx, id, incidents, joins, reason, author, this.clock.now());
    const content = { episodeId: id, name: before.name, reason, by: author.coChair };
    await this.ledger.record(
      tx,
      incidents.map((incidentId) => ({ type: joins ? 'episode.joined' : 'episode.left', incidentId, actor: caller.accountId, content })),
    );
    return (await this.episodes.lock(tx, id))!;
  }
}
