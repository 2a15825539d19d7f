// witness.ts - what a witness answers to a checkpoint (C2SP tlog-witness), and whether two witnesses saw one history.
import { parseCheckpoint, type Checkpoint } from './checkpoint';
import { holdsConsistency } from './merkle-proof';
import { isSignedBy, type Verifier } from './signed-note';
import { parseRequest } from './witness-request';

/** The checkpoint a witness cosigned last. */
export interface Witnessed {
  size: number;
  /** Base64. */
  root: string;
}

export type Verdict =
  | { status: 200; checkpoint: Checkpoint; noteText: string }
  /** `size` is what the witness cosigned last. */
  | { status: 409; why: 'not the size cosigned last' | 'another root for the same size'; size: number }
  | { status: 400 | 403 | 404 | 422; why: string };

/**
 * @param log the key of the one log this witness watches
 * @param last what it cosigned last; null before the first time
 */
export function verdictOn(body: string, log: Verifier, last: Witnessed | null): Verdict {
  const request = parseRequest(body);
  const checkpoint = request && parseCheckpoint(request.checkpoint);
  if (!checkpoint) return { status: 400, why: 'not a request of the form add-checkpoint' };
  if (checkpoint.origin !== log.name) return { status: 404, why: 'this witness does not know that log' };
  if (!isSignedBy(checkpoint.note, log)) return { status: 403, why: 'not signed by the log' };
  if (request.oldSize > checkpoint.size) return { status: 400, why: 'the old size is the larger one' };
  const size = last?.size ?? 0;
  if (request.oldSize !== size) return { status: 409, why: 'not the size cosigned last', size };
  if (last && checkpoint.size === size && checkpoint.root.toString('base64') !== last.root) return { status: 409, why: 'another root for the same size', size };
  const lastRoot = last ? Buffer.from(last.root, 'base64') : Buffer.alloc(0);
  if (!holdsConsistency(size, lastRoot, checkpoint.size, checkpoint.root, request.proof)) return { status: 422, why: 'the proof does not show that this history continues the one cosigned last' };
  return { status: 200, checkpoint, noteText: checkpoint.note.text };
}

export interface SplitView {
  size: number;
  roots: [string, string];
}

/** The sizes at which two witnesses cosigned different roots: each one proves that the log showed two histories. */
export function splitViews(one: readonly Witnessed[], other: readonly Witnessed[]): SplitView[] {
  const rootAt = new Map(one.map(({ size, root }) => [size, root]));
  return other.flatMap(({ size, root }) => {
    const first = rootAt.get(size);
    return first !== undefined && first !== root ? [{ size, roots: [first, root] as [string, string] }] : [];
  });
}
