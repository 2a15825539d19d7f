// connection.ts - does the service answer, and does its stream run? Told by what happens to requests, never by the device, which knows of its cable only.
import { useSyncExternalStore } from 'react';

export type Connection = 'live' | 'polling' | 'offline';

const facts = { isReached: true, isStreaming: false };
const listeners = new Set<() => void>();

export function connectionNow(): Connection {
  if (!facts.isReached) return 'offline';
  return facts.isStreaming ? 'live' : 'polling';
}

export function noteConnection(news: Partial<typeof facts>): void {
  const before = connectionNow();
  Object.assign(facts, news);
  if (connectionNow() !== before) for (const tell of listeners) tell();
}

export function useConnection(): Connection {
  return useSyncExternalStore(listen, connectionNow);
}

function listen(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

// That a cable was pulled is known at once; that it is back proves nothing yet.
addEventListener('offline', () => noteConnection({ isReached: false }));
