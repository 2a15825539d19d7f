// live.ts - hears the service's events where it offers them, and marks what changed as stale.
import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { askForFile, ServiceError } from './client';
import { noteConnection } from './connection';
import { eventsIn, type ServiceEvent } from './events';

const PAUSES = [1_000, 2_000, 5_000, 15_000];

/**
 * Listens while somebody is signed in who may hear. The stream is read with fetch, because EventSource cannot send a token; it goes
 * on from the last event it heard.
 */
export function useLiveEvents(mayHear: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!mayHear) return;
    const stop = new AbortController();
    void listen(stop.signal, ({ data }) => {
      const id = data.incidentId ?? data.id;
      void queries.invalidateQueries({ queryKey: ['newest'] });
      if (typeof id === 'string') void queries.invalidateQueries({ queryKey: ['incident', id] });
    });
    return () => {
      stop.abort();
      noteConnection({ isStreaming: false });
    };
  }, [queries, mayHear]);
}

async function listen(signal: AbortSignal, onEvent: (event: ServiceEvent) => void): Promise<void> {
  let last: string | null = null;
  for (let failures = 0; !signal.aborted; ) {
    try {
      const response = await askForFile('/v1/events', signal, last ? { 'last-event-id': last } : {});
      if (!response.body) return;
      noteConnection({ isStreaming: true });
      failures = 0;
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let buffer = '', step = await reader.read(); !step.done; step = await reader.read()) {
        const { events, rest } = eventsIn(buffer + step.value);
        buffer = rest;
        for (const event of events) {
          last = event.id ?? last;
          onEvent(event);
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ServiceError && error.failure !== 'offline' && error.failure !== 'service') return;
    }
    if (signal.aborted) return;
    noteConnection({ isStreaming: false });
    await new Promise((resolve) => setTimeout(resolve, PAUSES[Math.min(failures++, PAUSES.length - 1)]));
  }
}
