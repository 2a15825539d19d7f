// queue.page.tsx - list and map side by side. New incidents are announced; nothing moves under the reader's eyes.
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Trans, useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { noteAnswer, useLiveEvents } from '../api/live';
import { incidents, newest } from '../api/queries';
import { ZoneMap } from '../map/zone-map';
import { useKeys } from '../ui/keys';
import { KeysHelp } from '../ui/keys-help';
import { Empty, Failure, Loading } from '../ui/states';
import { useWords } from '../ui/words';
import { FilterBar } from './filter-bar';
import { filtersOf, queryOf, sifted } from './filters';
import { IncidentRow, incidentTitle, ROW_HEIGHT } from './incident-row';
import { newsOf, readUntil } from './news';
import { lastRead, rememberRead } from './reading';

const DRAWN = 1_500;

export function QueuePage() {
  const { t } = useTranslation();
  const words = useWords();
  const go = useNavigate();
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search, { queue: 'verified', sort: '-openedAt' });
  const query = queryOf(filters);
  const list = useInfiniteQuery(incidents(query));
  const items = useMemo(() => sifted(list.data?.pages.flatMap((page) => page.items) ?? [], filters), [list.data, filters.gravity]);  
  const [selected, setSelected] = useState<string | null>(lastRead);
  const [isHelpOpen, setHelp] = useState(false);
  useLiveEvents();

  const head = useQuery({ ...newest(query), enabled: list.isSuccess });
  useEffect(() => noteAnswer(head.error), [head.error, head.dataUpdatedAt]);
  const known = useMemo(() => new Map((list.data?.pages ?? []).flatMap((page) => page.items.map(({ id, changedAt }) => [id, changedAt] as const))), [list.data]);
  const news = newsOf(head.data?.items ?? [], known, readUntil(list.data?.pages.flatMap((page) => page.items) ?? []));
  const showNews = () => void queries.invalidateQueries({ queryKey: ['incidents', query] }).then(() => queries.invalidateQueries({ queryKey: ['newest', query] }));

  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: items.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, overscan: 8, getItemKey: (index) => items[index]!.id });
  const shown = rows.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown >= items.length - 40) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastShown, items.length]);

  const at = items.findIndex(({ id }) => id === selected);
  const select = useCallback((id: string) => setSelected(id), []);
  const open = useCallback((id: string, part = '') => {
    rememberRead(id);
    void go(`/incidents/${id}${part}`);
  }, [go]);
  const move = (by: number) => {
    if (items.length === 0) return;
    const next = at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + by));
    setSelected(items[next]!.id);
    rows.scrollToIndex(next, { align: 'auto' });
  };
  const opened = selected !== null && at >= 0 ? selected : null;
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Home: () => move(-items.length),
    End: () => move(items.length),
    Enter: () => opened && open(opened),
    o: () => opened && open(opened, '#opinion'),
    n: () => news.length > 0 && showNews(),
    '?': () => setHelp(true),
  });

  const pointed = useDeferredValue(items);
  const spots = useMemo(
    () => pointed.filter(({ lat, lon }) => lat !== null && lon !== null).slice(0, DRAWN).map((incident) => ({ id: incident.id, lat: incident.lat!, lon: incident.lon!, radiusM: incident.radiusM, tone: incident.gravity, label: `${incidentTitle(t, incident)} · ${words.place(incident)} · ${words.day(incident.from)}` })),
    [pointed, t, words],
  );
  const pick = useCallback((id: string) => {
    setSelected(id);
    const index = items.findIndex((item) => item.id === id);
    if (index >= 0) rows.scrollToIndex(index, { align: 'center' });
  }, [items, rows]);

  return (
    <div className="queue">
      <section className="queue-list" aria-label={t('queue.list')}>
        <h1 className="visually-hidden">{t('queue.title')}</h1>
        <FilterBar filters={filters} onChange={(next) => setSearch(next)} count={list.isSuccess ? items.length : null} isPartial={hasNextPage} />
        <div className="news" role="status" aria-live="polite">
          {news.length > 0 && <button type="button" className="primary" onClick={showNews}>{t('queue.fresh', { count: news.length })} — {t('queue.show')} <kbd>n</kbd></button>}
        </div>
        {list.isPending && <Loading />}
        {list.error && !list.data && <Failure error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && <Empty title={t('queue.emptyTitle')}>{t('queue.empty')}</Empty>}
        <div ref={scroller} className="rows" role="listbox" tabIndex={0} aria-label={t('queue.list')} aria-activedescendant={opened && shown.some(({ key }) => key === opened) ? `row-${opened}` : undefined} hidden={items.length === 0}>
          <div className="rows-all" role="presentation" style={{ height: rows.getTotalSize() }}>
            {shown.map(({ index, key, start }) => (
              <div key={key} role="presentation" className="row-place-holder" style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}>
                <IncidentRow incident={items[index]!} isSelected={items[index]!.id === selected} isFresh={news.includes(items[index]!.id)} onSelect={select} onOpen={open} />
              </div>
            ))}
          </div>
        </div>
        <p className="key-hint aside">
          <Trans i18nKey="queue.hint" values={{ j: 'j', k: 'k', enter: 'Enter', o: 'o', help: '?' }} />
        </p>
      </section>
      <section className="queue-map">
        <ZoneMap label={t('queue.mapOf', { count: spots.length })} spots={spots} selected={selected} onSelect={pick} />
      </section>
      <KeysHelp isOpen={isHelpOpen} onClose={() => setHelp(false)} />
    </div>
  );
}
