// watchdog.ts - a step that spins or eats all memory ends its worker, not everybody's work: a thread beside it sees to that.
import { Worker } from 'node:worker_threads';

export interface Limits {
  /** A loop that has not turned for this long will not turn again, in milliseconds. */
  silentMs: number;
  /** Resident memory of the process, in bytes. */
  memoryBytes: number;
}

export const WORKER_LIMITS: Limits = { silentMs: 15_000, memoryBytes: 1_500 * 1024 * 1024 };

// The thread has a loop of its own, so it still runs when ours does not; its clock is never set. SIGKILL, because nothing gentler would be heard.
const THREAD = `
  const { workerData } = require('node:worker_threads');
  const { beats, silentMs, memoryBytes, everyMs } = workerData;
  const seen = new Int32Array(beats);
  let last = -1;
  let since = performance.now();
  setInterval(() => {
    const beat = Atomics.load(seen, 0);
    if (beat !== last) { last = beat; since = performance.now(); }
    const isSilent = performance.now() - since > silentMs;
    const isFull = process.memoryUsage.rss() > memoryBytes;
    if (!isSilent && !isFull) return;
    require('node:fs').writeSync(2, 'The worker ' + (isSilent ? 'did not answer' : 'used too much memory') + ' and is ended; its work is tried again alone.\\n');
    process.kill(process.pid, 'SIGKILL');
  }, everyMs);
`;

/** Watches this process until the returned function is called. */
export function watch(limits: Limits = WORKER_LIMITS): () => Promise<unknown> {
  const everyMs = Math.min(500, limits.silentMs / 4);
  const beats = new SharedArrayBuffer(4);
  const counter = new Int32Array(beats);
  const beat = setInterval(() => Atomics.add(counter, 0, 1), everyMs);
  beat.unref();
  const thread = new Worker(THREAD, { eval: true, workerData: { ...limits, beats, everyMs }, execArgv: [] });
  thread.unref();
  return () => {
    clearInterval(beat);
    return thread.terminate();
  };
}
