import { Injectable } from '@nestjs/common';
import { HotlineError } from '@hotline/platform';
import { LogKey } from './log-key.service';
import { LogProofs } from './log-proofs.service';
import { LogRepository, type StoredCheckpoint } from './log.repository';
import { LogSequencer } from './log.sequencer';
import type { ConsistencyQuery, InclusionQuery } from './log.dto';

export interface LogStatus {
  origin: string;
  publicKey: string;
  /** Of the newest checkpoint. */
  size: number;
  root: string;
  checkpointMadeAt: Date;
  /** There are facts that have no place in the log yet. */
  factsWait: boolean;
  witnesses: WitnessStatus[];
}

export interface WitnessStatus {
  witness: string;
  publicKey: string;
  cosignedSize: number | null;
  cosignedAt: Date | null;
  /** Null when it has cosigned the newest checkpoint; `ever` when it has cosigned none. */
  notCosignedSince: Date | 'ever' | null;
}

/** Hashes in hexadecimal digits, as RFC 6962 orders them. */
export interface InclusionProof {
  index: number;
  size: number;
  leafHash: string | null;
  proof: string[];
  rootHash: string;
}

export interface ConsistencyProof {
  from: number;
  to: number;
  proof: string[];
  fromRoot: string;
  toRoot: string;
}

/** The log as it answers: heads and proofs. */
@Injectable()
export class LogService {
  constructor(
    private readonly log: LogRepository,
    private readonly proofs: LogProofs,
    private readonly sequencer: LogSequencer,
    private readonly key: LogKey,
  ) {}

  async checkpoint(): Promise<string> {
    return this.noteOf(await this.head());
  }

  /** A checkpoint with the cosignatures under it. */
  async noteOf({ size, note }: StoredCheckpoint): Promise<string> {
    return note + (await this.log.cosignatures(size)).map(({ line }) => line).join('');
  }

  /** The newest checkpoint. A log that was never signed is signed first. */
  async head(): Promise<StoredCheckpoint> {
    const head = await this.log.latest();
    if (head) return head;
    await this.sequencer.bringUpToDate();
    return (await this.log.latest())!;
  }

  /** The checkpoint of exactly this size, or the newest after everything committed so far has been given its index. */
  async checkpointFor(size: number | undefined): Promise<StoredCheckpoint> {
    if (size === undefined) {
      await this.sequencer.bringUpToDate();
      return this.head();
    }
    const checkpoint = await this.log.checkpoint(size);
    if (!checkpoint) throw new HotlineError('not_found', `No checkpoint of size ${size} was ever signed.`);
    return checkpoint;
  }

  async status(): Promise<LogStatus> {
    const [head, newest, pending] = await Promise.all([this.head(), this.log.newestCosignatures(), this.log.hasPending()]);
    return {
      origin: this.key.origin,
      publicKey: this.key.signer.vkey,
      size: head.size,
      root: head.root.toString('hex'),
      checkpointMadeAt: head.madeAt,
      factsWait: pending,
      witnesses: this.key.witnesses.map(({ verifier }) => {
        const last = newest.find(({ witness }) => witness === verifier.name);
        const isCurrent = last?.size === head.size;
        return {
          witness: verifier.name,
          publicKey: verifier.vkey,
          cosignedSize: last?.size ?? null,
          cosignedAt: last?.cosignedAt ?? null,
          notCosignedSince: isCurrent ? null : (last?.cosignedAt ?? 'ever'),
        };
      }),
    };
  }

  async inclusion({ index, reportId, size }: InclusionQuery): Promise<InclusionProof> {
    if ((index === undefined) === (reportId === undefined)) {
      throw new HotlineError('request.invalid', undefined, [{ field: 'index', problem: 'give either index or reportId' }]);
    }
    const at = reportId === undefined ? Number(index) : await this.log.indexOfReport(reportId);
    if (at === null) throw new HotlineError('not_found');
    const of = await this.sizeOf(size);
    if (at >= of) throw new HotlineError('not_found', `The log of size ${of} has no leaf ${at}.`);
    const [leafHash, proof, rootHash] = await Promise.all([this.log.leafHash(at), this.proofs.inclusion(at, of), this.proofs.rootAt(of)]);
    return { index: at, size: of, leafHash: leafHash?.toString('hex') ?? null, proof: proof.map((hash) => hash.toString('hex')), rootHash: rootHash.toString('hex') };
  }

  async consistency({ from, to }: ConsistencyQuery): Promise<ConsistencyProof> {
    const later = await this.sizeOf(to);
    const earlier = Number(from);
    if (earlier > later) throw new HotlineError('request.invalid', undefined, [{ field: 'from', problem: 'must not be larger than to' }]);
    const [proof, fromRoot, toRoot] = await Promise.all([this.proofs.consistency(earlier, later), this.proofs.rootAt(earlier), this.proofs.rootAt(later)]);
    return { from: earlier, to: later, proof: proof.map((hash) => hash.toString('hex')), fromRoot: fromRoot.toString('hex'), toRoot: toRoot.toString('hex') };
  }

  private async sizeOf(size: string | undefined): Promise<number> {
    const head = await this.head();
    if (size === undefined) return head.size;
    if (Number(size) > head.size) throw new HotlineError('not_found', `The log has ${head.size} leaves.`);
    return Number(size);
  }
}
