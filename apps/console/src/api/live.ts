// live.ts - is the page up to date: hears the service's events where it offers them, else asks now and then.
import { useEffect, useSyncExternalStore } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { askForFile, ServiceError } from './client';

export type Connection = 'live' | 'polling' | 'offline';

let connection: Connection = navigator.onLine ? 'polling' : 'offline';
const listeners = new Set<() => void>();

function become(next: Connection): void {
  if (next === connection) return;
  connection = next;
  for (const tell of listeners) tell();
}

export function useConnection(): Connection {
  return useSyncExternalStore((tell) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  }, () => connection);
}

/** Tells the connection's state from how the last question went. */
export function noteAnswer(error: unknown): void {
  if (error instanceof ServiceError && error.failure === 'offline') become('offline');
  else if (connection === 'offline') become('polling');
}

export interface ServiceEvent {
  id: string | null;
  type: string;
  data: Record<string, unknown>;
}

/** Reads server-sent events off a stream, a whole event at a time. Pure but for the buffer it is given back. */
export function eventsIn(buffer: string): { events: ServiceEvent[]; rest: string } {
  const blocks = buffer.replace(/\r\n?/g, '\n').split('\n\n');
  const rest = blocks.pop() ?? '';
  const events = blocks.flatMap((block) => {
    const fields = block.split('\n').filter((line) => line && !line.startsWith(':')).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()] as const);
    const data = fields.filter(([name]) => name === 'data').map(([, value]) => value).join('\n');
    if (!data) return [];
    const one = (name: string) => fields.find(([field]) => field === name)?.[1] ?? null;
    return [{ id: one('id'), type: one('event') ?? 'message', data: parsed(data) }];
  });
  return { events, rest };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { value };
  } catch {
    return { value: text };
  }
}

const PAUSES = [1_000, 2_000, 5_000, 15_000];

/**
 * Listens while a page is shown and marks what changed as stale. The stream is read with fetch, because EventSource cannot send
 * a token; it goes on from the last event it heard. A service without events answers 404 and is asked no more.
 */
export function useLiveEvents(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    void listen(stop.signal, ({ data }) => {
      const id = data.incidentId ?? data.id;
      void queries.invalidateQueries({ queryKey: ['newest'] });
      if (typeof id === 'string') void queries.invalidateQueries({ queryKey: ['incident', id] });
    });
    return () => stop.abort();
  }, [queries]);
}

async function listen(signal: AbortSignal, onEvent: (event: ServiceEvent) => void): Promise<void> {
  let last: string | null = null;
  for (let failures = 0; !signal.aborted; ) {
    try {
      const response = await askForFile('/v1/events', signal, last ? { 'last-event-id': last } : {});
      if (!response.body) return;
      become('live');
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
      if (error instanceof ServiceError && error.failure !== 'offline' && error.failure !== 'service') return become('polling');
    }
    if (signal.aborted) return;
    become(navigator.onLine ? 'polling' : 'offline');
    await new Promise((resolve) => setTimeout(resolve, PAUSES[Math.min(failures++, PAUSES.length - 1)]));
  }
}
