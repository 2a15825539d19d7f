// queue.page.tsx - list and map side by side. New incidents are announced; nothing moves under the reader's eyes.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { incidents, newest } from '../api/queries';
import type { Me } from '../api/shapes';
import { useKeys } from '../ui/keys';
import { KeyHints } from '../ui/key-hints';
import { KeysHelp } from '../ui/keys-help';
import { Empty, Failure, Loading, Refusal } from '../ui/states';
import { useWords } from '../ui/words';
import { FilterBar } from './filter-bar';
import { filtersOf, newestOf, questionOf, sifted } from './filters';
import { newsOf, readUntil } from './news';
import { QueueMap } from './queue-map';
import { lastRead, rememberRead } from './reading';
import { Rows, type RowsHandle } from './rows';
import { useTaking } from './take';

const HINTS = [['move', 'j', 'k'], ['open', 'Enter'], ['opinion', 'o'], ['take', 'c'], ['help', '?']] as const;

export function QueuePage({ who }: { who: Me }) {
  const { t } = useTranslation();
  const words = useWords();
  const go = useNavigate();
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const filters = useMemo(() => filtersOf(search, { queue: who.role === 'reviewer' ? 'triage' : 'verified', sort: '-openedAt' }), [search, who.role]);
  const question = useMemo(() => questionOf(filters), [filters]);
  const list = useInfiniteQuery(incidents(question));
  const read = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const items = useMemo(() => sifted(read, filters), [read, filters]);
  const [selected, setSelected] = useState<string | null>(lastRead);
  const [isHelpOpen, setHelp] = useState(false);

  const heard = useMemo(() => newestOf(filters), [filters]);
  const head = useQuery({ ...newest(heard), enabled: list.isSuccess });
  const known = useMemo(() => ({ states: new Map(read.map(({ id, changedAt }) => [id, changedAt] as const)), until: readUntil(read) }), [read]);
  const news = useMemo(() => {
    const isOwn = filters.queue === 'triage';
    const mayCome = (head.data?.items ?? []).filter(({ id, determination }) => !isOwn || determination === 'PENDING' || known.states.has(id));
    return new Set(newsOf(mayCome, known.states, known.until));
  }, [head.data, known, filters.queue]);
  const showNews = () => void queries.invalidateQueries({ queryKey: ['incidents', question] }).then(() => queries.invalidateQueries({ queryKey: ['newest', heard] }));

  const rows = useRef<RowsHandle>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const at = useMemo(() => items.findIndex(({ id }) => id === selected), [items, selected]);
  const shown = useRef(items);
  useEffect(() => {
    shown.current = items;
  });
  const select = useCallback((id: string) => setSelected(id), []);
  const open = useCallback((id: string, part = '') => {
    rememberRead(id);
    void go(`/incidents/${id}${part}`);
  }, [go]);
  const pick = useCallback((id: string) => {
    setSelected(id);
    const index = shown.current.findIndex((item) => item.id === id);
    if (index >= 0) rows.current?.show(index, 'center');
  }, []);
  const move = (by: number) => {
    if (items.length === 0) return;
    const next = at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + by));
    setSelected(items[next]!.id);
    rows.current?.show(next, 'auto');
    rows.current?.focus();
  };
  const taking = useTaking(who.accountId);
  const chosen = items[at];
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Home: () => move(-items.length),
    End: () => move(items.length),
    Enter: () => chosen && open(chosen.id),
    o: () => chosen && open(chosen.id, '#opinion'),
    c: () => chosen?.triage && !taking.isPending && taking.mutate(chosen),
    n: () => news.size > 0 && showNews(),
    '?': () => setHelp(true),
  });
  const change = useCallback((next: Record<string, string>) => setSearch(next), [setSearch]);

  return (
    <div className="queue">
      <section className="queue-list" aria-label={t('queue.list')}>
        <h1 className="visually-hidden">{t('queue.title')}</h1>
        <FilterBar who={who} filters={filters} onChange={change}>
          <span className="count num" role="status">{list.isSuccess && `${t('queue.count', { count: items.length })}${hasNextPage ? '+' : ''}`}</span>
        </FilterBar>
        <div className="news" role="status" aria-live="polite">
          {news.size > 0 && <button type="button" className="primary" onClick={showNews}>{t('queue.fresh', { count: news.size })} — {t('queue.show')} <kbd>n</kbd></button>}
          {taking.isSuccess && <span className="visually-hidden">{taking.data ? t('review.leased', { time: words.clock(taking.data.until) }) : t('review.given')}</span>}
          <Refusal error={taking.error} />
        </div>
        {list.isPending && <Loading />}
        {list.error && !list.data && <Failure error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && <Empty title={t('queue.emptyTitle')}>{t('queue.empty')}</Empty>}
        <Rows handle={rows} label={t('queue.list')} items={items} isWhole={!hasNextPage} selected={selected} news={news} onSelect={select} onOpen={open} onNearEnd={loadMore} />
        <KeyHints hints={filters.queue === 'triage' ? HINTS : HINTS.filter(([what]) => what !== 'take')} />
      </section>
      <QueueMap items={items} selected={selected} onSelect={pick} />
      <KeysHelp isOpen={isHelpOpen} onClose={() => setHelp(false)} />
    </div>
  );
}
