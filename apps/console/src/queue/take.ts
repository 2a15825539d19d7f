// take.ts - taking an incident to work on, or giving it back, from the list: the row says so, and nothing moves.
import { useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { ask, client } from '../api/client';
import type { IncidentItem, Lease, Page } from '../api/shapes';

export function useTaking(accountId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, triage }: IncidentItem): Promise<Lease | null> => {
      const path = { params: { path: { id } } };
      if (triage?.lease?.by === accountId) {
        await ask(client.DELETE('/v1/incidents/{id}/lease', path));
        return null;
      }
      return ask(client.POST('/v1/incidents/{id}/lease', path));
    },
    onSuccess: (lease, { id }) => {
      queries.setQueriesData<InfiniteData<Page<IncidentItem>>>({ queryKey: ['incidents'] }, (list) => list && { ...list, pages: list.pages.map((page) => withLease(page, id, lease)) });
      void queries.invalidateQueries({ queryKey: ['incident', id] });
    },
  });
}

/** The page with that lease on that incident; the same page when it is not on it. */
export function withLease(page: Page<IncidentItem>, id: string, lease: Lease | null): Page<IncidentItem> {
  if (!page.items.some((item) => item.id === id && item.triage)) return page;
  return { ...page, items: page.items.map((item) => (item.id === id && item.triage ? { ...item, triage: { ...item.triage, lease } } : item)) };
}
