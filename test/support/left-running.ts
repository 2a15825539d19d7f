// left-running.ts - what a test file started and did not stop, because it failed on the way, is stopped when the file is over:
// it would go on in the next file's time, and keep jest from ending.

const left = new Set<() => Promise<void>>();

/** Wraps `stop` so that it happens once: when the file says so, or else at its end. */
export function stopsOnce(stop: () => Promise<void>): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  const once = () => {
    left.delete(once);
    return (stopping ??= stop());
  };
  left.add(once);
  return once;
}

/** The last thing that was started first. */
export async function stopWhatIsLeft(): Promise<void> {
  for (const stop of [...left].reverse()) await stop().catch((error: Error) => console.error(error));
}
