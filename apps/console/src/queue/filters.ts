// filters.ts - what the list shows, as the address says it: a filter can be sent to a colleague.
import type { IncidentItem, ListQuery } from '../api/shapes';

export const FILTERS = ['gravity', 'scope', 'factStatus', 'state', 'zone', 'party'] as const;
export type FilterName = (typeof FILTERS)[number];

export type Filters = Partial<Record<FilterName, string>> & { queue: 'verified' | 'candidates' | 'all'; sort: string };

export function filtersOf(search: URLSearchParams, fallback: { queue: Filters['queue']; sort: string }): Filters {
  const queue = search.get('queue');
  const filters: Filters = { queue: queue === 'verified' || queue === 'candidates' || queue === 'all' ? queue : fallback.queue, sort: search.get('sort') ?? fallback.sort };
  for (const name of FILTERS) {
    const value = search.get(name);
    if (value) filters[name] = value;
  }
  return filters;
}

/** What the service can filter by itself; the rest is sifted here. */
export function queryOf({ gravity: _gravity, ...filters }: Filters): ListQuery {
  return filters as ListQuery;
}

export function sifted(items: readonly IncidentItem[], { gravity }: Filters): IncidentItem[] {
  return gravity ? items.filter((item) => item.gravity === gravity) : [...items];
}
