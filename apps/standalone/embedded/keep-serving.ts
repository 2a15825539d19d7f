// keep-serving.ts - a server that ends unasked is started again at the same address, so that its users find it where it was.
import { setTimeout as delay } from 'node:timers/promises';

export interface Server {
  url: string;
  /** How it ended, in words. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

/** Waits between failed restarts, in milliseconds; the last one is repeated. */
const PATIENCE_MS = [0, 200, 1_000, 3_000];

/** The first start must succeed; every later one is tried until it does or until `stop` is called. */
export async function keepServing(name: string, start: () => Promise<Server>, say: (line: string) => void = console.error): Promise<{ url: string; stop(): Promise<void> }> {
  let current = await start();
  let stopping = false;
  let reviving: Promise<void> = Promise.resolve();
  const watch = (server: Server) =>
    void server.ended.then((how) => {
      if (!stopping) reviving = revive(how);
    });
  const revive = async (how: string): Promise<void> => {
    say(`${name} ended (${how}); starting it again.`);
    await current.stop(); // lets go of its folder
    for (let attempt = 0; !stopping; attempt++) {
      await delay(PATIENCE_MS[Math.min(attempt, PATIENCE_MS.length - 1)]);
      try {
        current = await start();
        return watch(current);
      } catch (error) {
        say(`${name} did not start again: ${error instanceof Error ? error.message : 'no reason given'}`);
      }
    }
  };
  watch(current);
  return {
    url: current.url,
    async stop() {
      stopping = true;
      await reviving;
      await current.stop();
    },
  };
}
