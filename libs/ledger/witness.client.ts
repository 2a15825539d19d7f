import { Inject, Injectable } from '@nestjs/common';
import { LOG, nameOfError, type Log } from '@hotline/platform';
import { cosignedAt, parseCheckpoint } from './checkpoint';
import { LogKey } from './log-key.service';
import { LogProofs } from './log-proofs.service';
import { LogRepository } from './log.repository';
import { parseSignatures, type Verifier } from './signed-note';
import { requestText } from './witness-request';

/** A witness that does not answer in this time is asked again in the next round, in milliseconds. */
const PATIENCE_MS = 10_000;

/** Takes the newest checkpoint to every witness and keeps the cosignatures that are good. */
@Injectable()
export class WitnessRounds {
  constructor(
    @Inject(LOG) private readonly warnings: Log,
    private readonly key: LogKey,
    private readonly log: LogRepository,
    private readonly proofs: LogProofs,
  ) {}

  /** Asks all witnesses side by side: one that is down holds up nobody. Returns how many cosigned. */
  async round(): Promise<number> {
    const head = this.key.witnesses.length > 0 ? await this.log.latest() : null;
    if (!head) return 0;
    const known = new Map((await this.log.newestCosignatures()).map(({ witness, size }) => [witness, size]));
    const outcomes = await Promise.all(
      this.key.witnesses.map(async ({ url, verifier }) => {
        const oldSize = known.get(verifier.name) ?? 0;
        if (known.has(verifier.name) && oldSize === head.size) return false;
        return this.ask(url, verifier, head, oldSize).catch((error: unknown) => {
          this.warnings.warn('A witness did not cosign.', { error: nameOfError(error) });
          return false;
        });
      }),
    );
    return outcomes.filter(Boolean).length;
  }

  private async ask(url: string, witness: Verifier, head: { size: number; note: string }, oldSize: number, isSecondTry = false): Promise<boolean> {
    const proof = await this.proofs.consistency(oldSize, head.size);
    const response = await fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
      method: 'POST',
      body: requestText({ oldSize, proof, checkpoint: head.note }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const answer = await response.text();
    if (response.status === 409 && !isSecondTry && /^\d{1,16}\n$/.test(answer) && Number(answer) <= head.size) {
      return this.ask(url, witness, head, Number(answer), true);
    }
    if (response.status !== 200) throw new WitnessRefusal(response.status);
    const { note } = parseCheckpoint(head.note)!;
    for (const signature of parseSignatures(answer) ?? []) {
      const time = cosignedAt(note.text, signature, witness);
      if (time === null) continue;
      const line = `— ${signature.name} ${Buffer.concat([signature.id, signature.bytes]).toString('base64')}\n`;
      await this.log.saveCosignature({ size: head.size, witness: witness.name, line, cosignedAt: new Date(time * 1000) });
      return true;
    }
    throw new WitnessRefusal(200);
  }
}

/** The name says what a log line may say. */
class WitnessRefusal extends Error {
  constructor(status: number) {
    super();
    this.name = status === 200 ? 'A cosignature that does not check' : `Witness answered ${status}`;
  }
}
