// ending.process.ts - a process ends when it is told to, in good order if it can, and in bounded time in any case.

/** What good order may take, in milliseconds: servers that have vanished, or a caller that never hangs up, are not waited for longer. */
const GOOD_ORDER_MS = 8_000;

/** Told by SIGTERM or Ctrl-C, or by the end of whoever started it (a successor will want the port). Said twice, it ends at once. */
export function endWhenTold(close: () => Promise<unknown>): void {
  let isTold = false;
  const end = () => {
    if (isTold) return;
    isTold = true;
    setTimeout(() => process.exit(1), GOOD_ORDER_MS);
    close().then(() => process.exit(0), () => process.exit(1));
  };
  for (const word of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(word, end);
  if (process.connected === false) end(); // it was gone before we listened
}
