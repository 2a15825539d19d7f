// queries.ts - what the pages ask for, under which key it is kept, and for how long it is fresh.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ListQuestion } from '../queue/filters';
import { ask, client, ServiceError } from './client';
import type { IncidentDetail, IncidentItem, IncidentKnown, ListQuery, Page, Side, ZoneItem } from './shapes';

/** The longest page there is: fewer interruptions while somebody scrolls. */
const PAGE = '200';
const SECOND = 1_000;

/** Asked again so often; sooner while the service is away, so that pages go on by themselves when it is back. */
export function every(ms: number | false) {
  return ({ state: { error } }: { state: { error: Error | null } }) => (error instanceof ServiceError && error.failure === 'offline' ? 5 * SECOND : ms);
}

export const me = queryOptions({ queryKey: ['me'], queryFn: () => ask(client.GET('/v1/me')), staleTime: Infinity, retry: false });

export function incidents(question: ListQuestion) {
  return infiniteQueryOptions({
    queryKey: ['incidents', question],
    queryFn: ({ pageParam, signal }) => {
      const page = { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) };
      return ask('triage' in question ? client.GET('/v1/triage', { params: { query: { ...question.triage, ...page } }, signal }) : client.GET('/v1/incidents', { params: { query: { ...question.list, ...page } }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    // A list that somebody is reading does not move by itself: see queue/news.ts.
    staleTime: Infinity,
    refetchOnReconnect: false,
  });
}

/** How many of a side's queue stand where. */
export function triageCounts(side: Side) {
  return queryOptions({ queryKey: ['triage-counts', side], queryFn: ({ signal }) => ask(client.GET('/v1/triage/counts', { params: { query: { side } }, signal })) });
}

/** The newest incidents only, to hear of new ones without touching the list. */
export function newest(filter: ListQuery) {
  return queryOptions({
    queryKey: ['newest', filter],
    queryFn: ({ signal }) => ask(client.GET('/v1/incidents', { params: { query: { ...filter, sort: '-changedAt', limit: '50' } }, signal })),
    refetchInterval: every(10 * SECOND),
  });
}

export function incident(id: string) {
  return queryOptions({
    queryKey: ['incident', id],
    queryFn: async ({ signal }) => asItStands(await ask(client.GET('/v1/incidents/{id}', { params: { path: { id } }, signal }))),
    refetchInterval: every(20 * SECOND),
  });
}

/** Those that one may see: a liaison's own party's, or all. */
export const informationRequests = infiniteQueryOptions({
  queryKey: ['information-requests'],
  queryFn: ({ pageParam, signal }) => ask(client.GET('/v1/information-requests', { params: { query: pageParam ? { cursor: pageParam } : {} }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
  refetchInterval: every(20 * SECOND),
});

/** What the secretariat is told. */
export const notices = infiniteQueryOptions({
  queryKey: ['notices'],
  queryFn: ({ pageParam, signal }) => ask(client.GET('/v1/notices', { params: { query: pageParam ? { cursor: pageParam } : {} }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
  refetchInterval: every(20 * SECOND),
});

export const episodes = queryOptions({ queryKey: ['episodes'], queryFn: async ({ signal }) => (await ask(client.GET('/v1/episodes', { signal }))).items });

const NEAR_MS = 3 * 86_400_000;

/** The incidents of some days before and after. */
export function incidentsNear(from: string, to: string) {
  const query = { queue: 'all', from: new Date(Date.parse(from) - NEAR_MS).toISOString(), to: new Date(Date.parse(to) + NEAR_MS).toISOString(), limit: PAGE } as const;
  return queryOptions({ queryKey: ['near', query], queryFn: async ({ signal }) => (await ask(client.GET('/v1/incidents', { params: { query }, signal }))).items });
}

/** The service answers as things were known when it is asked so, and only then. */
function asItStands(answer: IncidentDetail | IncidentKnown): IncidentDetail {
  if ('asKnownAt' in answer) throw new Error('The service answered with an earlier state.');
  return answer;
}

export const zones = queryOptions({
  queryKey: ['zones'],
  queryFn: async ({ signal }) => {
    const items: ZoneItem[] = [];
    for (let cursor: string | null = null, first = true; first || cursor; first = false) {
      const page: Page<ZoneItem> = await ask(client.GET('/v1/zones', { params: { query: { limit: 500, ...(cursor ? { cursor } : {}) } as never }, signal }));
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  },
  staleTime: 5 * 60 * SECOND,
});

/** A zone version never changes, so its outline is asked for once. */
export function zoneOutline(id: string) {
  return queryOptions({ queryKey: ['zone', id], queryFn: ({ signal }) => ask(client.GET('/v1/zones/{id}', { params: { path: { id } }, signal })), staleTime: Infinity, gcTime: Infinity });
}

export const work = queryOptions({ queryKey: ['work'], queryFn: ({ signal }) => ask(client.GET('/v1/admin/outbox', { signal })), refetchInterval: every(5 * SECOND) });

export const keys = queryOptions({ queryKey: ['keys'], queryFn: async ({ signal }) => (await ask(client.GET('/v1/admin/keys', { signal }))).items });

export const people = queryOptions({ queryKey: ['people'], queryFn: async ({ signal }) => (await ask(client.GET('/v1/admin/people', { signal }))).items });

export const webhooks = queryOptions({ queryKey: ['webhooks'], queryFn: async ({ signal }) => (await ask(client.GET('/v1/webhooks', { signal }))).items });

export const doubtfulReports = queryOptions({ queryKey: ['doubtful-reports'], queryFn: async ({ signal }) => (await ask(client.GET('/v1/admin/keys/quarantine', { signal }))).items });

export const dossiers = queryOptions({ queryKey: ['dossiers'], queryFn: async ({ signal }) => (await ask(client.GET('/v1/dossiers', { signal }))).items });

export function dossier(party: string) {
  return queryOptions({ queryKey: ['dossiers', party], queryFn: ({ signal }) => ask(client.GET('/v1/dossiers/{party}', { params: { path: { party } }, signal })) });
}

export const referrals = queryOptions({ queryKey: ['referrals'], queryFn: async ({ signal }) => (await ask(client.GET('/v1/referrals', { signal }))).items, refetchInterval: every(20 * SECOND) });

export function bulletin(date: string) {
  return queryOptions({ queryKey: ['bulletin', date], queryFn: ({ signal }) => ask(client.GET('/v1/bulletins/{date}', { params: { path: { date } }, signal })), staleTime: 30 * SECOND });
}

/** When the latest event began, of those that are real and verified. */
export const newestDay = queryOptions({
  queryKey: ['newest-day'],
  queryFn: async ({ signal }) => (await ask(client.GET('/v1/incidents', { params: { query: { queue: 'verified', sort: '-from', limit: '1' } }, signal }))).items[0]?.from ?? null,
});

/** The real incidents that began within a day, the earliest first. */
export function dayList(from: string, to: string) {
  return queryOptions({
    queryKey: ['day', from, to],
    queryFn: async ({ signal }) => {
      const { items } = await ask(client.GET('/v1/incidents', { params: { query: { queue: 'all', from, to, sort: 'from', limit: '200' } }, signal }));
      return items.filter((item) => item.from >= from && item.from < to && item.messageStatus === 'ACTUAL' && item.absorbedInto === null);
    },
  });
}

export function story(receipt: string) {
  return queryOptions({ queryKey: ['story', receipt], queryFn: ({ signal }) => ask(client.GET('/v1/receipts/{receipt}', { params: { path: { receipt } }, signal })), refetchInterval: every(5 * SECOND) });
}

/** Up to this many incidents are counted in the browser; the page says when there are more. */
export const COUNTED = 10_000;

export const allIncidents = queryOptions({
  queryKey: ['all-incidents'],
  queryFn: async ({ signal }) => {
    const items: IncidentItem[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<IncidentItem> = await ask(client.GET('/v1/incidents', { params: { query: { queue: 'all', limit: '200', ...(cursor ? { cursor } : {}) } }, signal }));
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor && items.length < COUNTED);
    return { items, isComplete: cursor === null };
  },
  staleTime: 60 * SECOND,
});
