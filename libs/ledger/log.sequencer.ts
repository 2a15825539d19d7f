import { Injectable } from '@nestjs/common';
import { Clock, Database } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { signCheckpoint } from './checkpoint';
import { commitmentOf, fieldsOf, leafText } from './leaf';
import { LogKey } from './log-key.service';
import { LogRepository, type PendingFact, type SequencedFact } from './log.repository';
import { leafHash, rangeHash, type Hash } from './merkle';
import { appended, edgeOf, nodesOf } from './tiles';

/** Facts in one transaction and so under one checkpoint. */
const BATCH = 2_000;

/**
 * Gives facts their index and signs the head of the log. Any process may call it; one at a time gets the lock. Indices,
 * hashes, tiles and checkpoint commit together, so that there is never a head without what it stands for.
 */
@Injectable()
export class LogSequencer {
  constructor(
    private readonly database: Database,
    private readonly log: LogRepository,
    private readonly key: LogKey,
    private readonly clock: Clock,
  ) {}

  /** One pass. Returns how many facts got an index; 0 when there were none or another process is at it. */
  async pass(): Promise<number> {
    if (!(await this.log.hasPending())) return 0;
    return this.database.transaction(async (tx) => ((await this.log.becomeSequencer(tx)) ? this.sequence(tx) : 0));
  }

  /** Until every fact that was committed before the call has its index and a checkpoint covers it. */
  async bringUpToDate(): Promise<void> {
    for (;;) {
      const count = await this.database.transaction(async (tx) => {
        await this.log.waitToBeSequencer(tx);
        return this.sequence(tx);
      });
      if (count < BATCH) return;
    }
  }

  private async sequence(tx: EntityManager): Promise<number> {
    const facts = await this.log.takePending(tx, BATCH);
    const head = await this.log.latest(tx);
    if (head && facts.length === 0) return 0;
    const size = head?.size ?? 0;
    const edge = await this.log.tiles(edgeOf(size), tx);
    const leaves: Hash[] = [];
    const sequenced = facts.map((fact, at): SequencedFact => {
      const { commitment, hash } = this.leafOf(fact, size + at);
      leaves.push(hash);
      return { index: size + at, factId: fact.factId, commitment, leafHash: hash.toString('hex') };
    });
    const grown = appended(size, leaves, edge);
    const newSize = size + leaves.length;
    const root = rangeHash({ start: 0, end: newSize }, nodesOf(new Map([...edge, ...grown])));
    if (facts.length > 0) {
      await this.log.append(tx, sequenced);
      await this.log.saveTiles(tx, grown);
    }
    const note = signCheckpoint({ origin: this.key.origin, size: newSize, root }, this.key.signer);
    await this.log.saveCheckpoint(tx, { size: newSize, root, note, madeAt: this.clock.now() });
    return facts.length;
  }

  private leafOf(fact: PendingFact, index: number): { commitment: string; hash: Hash } {
    const actor = fact.actor && this.key.pseudonymOf(fact.actor);
    const commitment = commitmentOf(fieldsOf(actor, fact.content), fact.salt);
    const { type, reportId, incidentId, recordedAt } = fact;
    return { commitment, hash: leafHash(leafText({ index, type, reportId, incidentId, recordedAt, commitment })) };
  }
}

