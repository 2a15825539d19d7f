import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock, Database } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { signCheckpoint } from './checkpoint';
import { commitmentOfFact, leafText } from './leaf';
import { LogKey } from './log-key.service';
import { CHUNK, LogRepository, NO_FACTS, type PendingFacts, type SequencedFacts } from './log.repository';
import { leafHash, rangeHash, type Hash } from './merkle';
import { appended, edgeOf, nodesOf, type Tiles } from './tiles';

/** Facts in one transaction and so under one checkpoint: as many as wait, up to this. At its begin and its end nothing is hashed. */
const MOST = 50 * CHUNK;
/** Facts hashed before anything else has its turn. */
const SLICE = 200;

const BEFORE_ALL = '0';
const NOTHING: SequencedFacts = { start: 0, factIds: [], hashes: Buffer.alloc(0), tiles: new Map() };

const BYTES_OF_HASH = 32;
/** Commitment and leaf hash. */
const BYTES_OF_ENTRY = 2 * BYTES_OF_HASH;

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
      if (count < MOST) return;
    }
  }

  private async sequence(tx: EntityManager): Promise<number> {
    let facts = await this.log.keepAndTake(tx, NOTHING, BEFORE_ALL);
    const head = await this.log.latest(tx);
    if (head && facts.factIds.length === 0) return 0;
    const before = head?.size ?? 0;
    let size = before;
    let kept = NOTHING;
    let tiles: Tiles = await this.log.tiles(edgeOf(size), tx);
    while (facts.factIds.length > 0) {
      const { factIds } = facts;
      const isLast = factIds.length < CHUNK || size + factIds.length - before >= MOST;
      const next = isLast && kept === NOTHING ? Promise.resolve(NO_FACTS) : this.log.keepAndTake(tx, kept, isLast ? null : factIds.at(-1)!);
      next.catch(() => undefined); // told when it is awaited
      const hashes = await this.hashed(facts, size);
      const grown = appended(size, leavesOf(hashes), tiles);
      kept = { start: size, factIds, hashes, tiles: grown };
      tiles = new Map([...tiles, ...grown]);
      size += factIds.length;
      facts = await next;
    }
    if (size > before) await this.log.keepAndTake(tx, kept, null);
    const root = rangeHash({ start: 0, end: size }, nodesOf(tiles));
    const note = signCheckpoint({ origin: this.key.origin, size, root }, this.key.signer);
    await this.log.saveCheckpoint(tx, { size, root, note, madeAt: this.clock.now() });
    return size - before;
  }

  /** A few at a time, so that whatever else this process does goes on in between: first of all, sending what was just asked. */
  private async hashed({ factIds, types, reportIds, incidentIds, actors, recordedAt, contents, salts }: PendingFacts, start: number): Promise<Buffer> {
    const hashes = Buffer.alloc(factIds.length * BYTES_OF_ENTRY);
    for (let at = 0; at < factIds.length; at++) {
      if (at % SLICE === 0) await setImmediate();
      const actor = actors[at] ?? null;
      const commitment = commitmentOfFact(actor && this.key.pseudonymOf(actor), contents[at]!, salts[at]!);
      hashes.write(commitment, at * BYTES_OF_ENTRY, 'hex');
      const leaf = { index: start + at, type: types[at]!, reportId: reportIds[at] ?? null, incidentId: incidentIds[at] ?? null, recordedAt: recordedAt[at]!, commitment };
      leafHash(leafText(leaf)).copy(hashes, at * BYTES_OF_ENTRY + BYTES_OF_HASH);
    }
    return hashes;
  }
}

function leavesOf(hashes: Buffer): Hash[] {
  const leaves = [];
  for (let at = BYTES_OF_HASH; at < hashes.length; at += BYTES_OF_ENTRY) leaves.push(hashes.subarray(at, at + BYTES_OF_HASH));
  return leaves;
}
