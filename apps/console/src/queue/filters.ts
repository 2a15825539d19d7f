// filters.ts - what the list shows, as the address says it: a filter can be sent to a colleague.
import type { IncidentItem, ListQuery, TriageQuery } from '../api/shapes';

export const FILTERS = ['gravity', 'scope', 'factStatus', 'state', 'zone', 'party'] as const;
/** What one's own side's queue is filtered by: everything in it is verified and waits for opinions. */
export const TRIAGE_FILTERS = ['status', 'assignee', 'gravity', 'scope', 'zone', 'party'] as const;
export type FilterName = (typeof FILTERS)[number] | (typeof TRIAGE_FILTERS)[number];
export type QueueName = 'triage' | 'verified' | 'candidates' | 'all';

export type Filters = Partial<Record<FilterName, string>> & { queue: QueueName; sort: string };

const QUEUES: readonly string[] = ['triage', 'verified', 'candidates', 'all'] satisfies QueueName[];

export function filtersOf(search: URLSearchParams, fallback: { queue: QueueName; sort: string }): Filters {
  const queue = search.get('queue') ?? '';
  const filters: Filters = { queue: QUEUES.includes(queue) ? (queue as QueueName) : fallback.queue, sort: search.get('sort') ?? fallback.sort };
  for (const name of filters.queue === 'triage' ? TRIAGE_FILTERS : FILTERS) {
    const value = search.get(name);
    if (value) filters[name] = value;
  }
  return filters;
}

/** What the service is asked: the queue of one's own side, or a plain list. Gravity is sifted here. */
export type ListQuestion = { triage: TriageQuery } | { list: ListQuery };

export function questionOf({ gravity: _gravity, queue, sort, ...filters }: Filters): ListQuestion {
  return queue === 'triage' ? { triage: filters as TriageQuery } : { list: { ...filters, queue, sort } as ListQuery };
}

/** The plain list in which what is new to this list shows: all that could come into one's own queue is verified. */
export function newestOf({ gravity: _gravity, status: _status, assignee: _assignee, sort: _sort, queue, ...filters }: Filters): ListQuery {
  return { ...filters, queue: queue === 'triage' ? 'verified' : queue } as ListQuery;
}

export function sifted(items: readonly IncidentItem[], { gravity }: Pick<Filters, 'gravity'>): readonly IncidentItem[] {
  return gravity ? items.filter((item) => item.gravity === gravity) : items;
}
