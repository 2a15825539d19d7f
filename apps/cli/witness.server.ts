// witness.server.ts - a witness as a program: one log, one key, one journal, one HTTP path.
import { createServer, type Server } from 'node:http';
import { cosign, verdictOn, type Signer, type Verifier } from '@hotline/ledger';
import type { WitnessJournal } from './witness-journal';

/** A checkpoint and 63 hashes fit many times. */
const MOST_BYTES = 64 * 1024;

export interface WitnessParts {
  log: Verifier;
  signer: Signer;
  journal: WitnessJournal;
  now(): Date;
}

/** Checks, persists and only then answers. One request after another: no other can slip between check and record. */
export function answerTo(body: string, { log, signer, journal, now }: WitnessParts): { status: number; type: string; body: string } {
  const verdict = verdictOn(body, log, journal.last);
  if (verdict.status === 409) return { status: 409, type: 'text/x.tlog.size', body: `${verdict.size}\n` };
  if (verdict.status !== 200) return { status: verdict.status, type: 'text/plain', body: `${verdict.why}\n` };
  const at = now();
  const line = cosign(verdict.noteText, Math.floor(at.getTime() / 1000), signer);
  const { size, root } = verdict.checkpoint;
  journal.append({ size, root: root.toString('base64'), checkpoint: `${body.slice(body.indexOf('\n\n') + 2)}${line}`, cosignedAt: at.toISOString() });
  return { status: 200, type: 'text/plain; charset=utf-8', body: line };
}

export function witnessServer(parts: WitnessParts): Server {
  const server = createServer((request, response) => {
    const reply = (status: number, type: string, body: string) => response.writeHead(status, { 'content-type': type }).end(body);
    if (request.url !== '/add-checkpoint') return void reply(404, 'text/plain', 'There is nothing here.\n');
    if (request.method !== 'POST') return void reply(405, 'text/plain', 'POST, please.\n');
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MOST_BYTES) request.destroy();
      else chunks.push(chunk);
    });
    request.on('end', () => {
      try {
        const { status, type, body } = answerTo(Buffer.concat(chunks).toString('utf8'), parts);
        reply(status, type, body);
      } catch (error) {
        // What could not be persisted is not cosigned.
        console.error(error instanceof Error ? error.message : error);
        reply(500, 'text/plain', 'The checkpoint could not be recorded.\n');
      }
    });
  });
  server.requestTimeout = 10_000;
  return server;
}
