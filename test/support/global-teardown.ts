import type { TestServers } from './global-setup';

export default async function globalTeardown(): Promise<void> {
  const servers = await (globalThis as { hotlineTestServers?: Promise<TestServers> }).hotlineTestServers;
  if (servers && --servers.users === 0) await servers.stop();
}
