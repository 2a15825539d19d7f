// two-queues.page.tsx - the secretariat's morning: what each side has before it, who reads it and which clock runs. It decides nothing here.
import { useCallback, useMemo, useRef, useState } from 'react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ToggleGroup } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { every, incidents, triageCounts } from '../api/queries';
import type { IncidentItem, Side } from '../api/shapes';
import { Badge } from '../ui/badge';
import { KeyHints } from '../ui/key-hints';
import { useKeys } from '../ui/keys';
import { Failure, Loading } from '../ui/states';
import { lastRead, rememberRead } from './reading';
import { Rows, type RowsHandle } from './rows';

const SIDES = ['US', 'RU'] as const;
const STATUSES = ['AWAITING', 'FILED', 'DONE'] as const;
type Status = (typeof STATUSES)[number];
/** Nobody acts on a place in these lists, so unlike a reviewer's they keep up by themselves. */
const EVERY_MS = 20_000;
const NO_NEWS: ReadonlySet<string> = new Set();
const HINTS = [['move', 'j', 'k'], ['side', '←', '→'], ['open', 'Enter']] as const;

export default function TwoQueuesPage() {
  const { t, i18n } = useTranslation();
  const go = useNavigate();
  const [search, setSearch] = useSearchParams();
  const status = STATUSES.find((one) => one === search.get('status')) ?? 'AWAITING';
  const [side, setSide] = useState<Side>('US');
  const [selected, setSelected] = useState<string | null>(lastRead);
  const queues = { US: useQueue('US', status), RU: useQueue('RU', status) };
  const lists = { US: useRef<RowsHandle>(null), RU: useRef<RowsHandle>(null) };
  const open = useCallback((id: string) => {
    rememberRead(id);
    void go(`/incidents/${id}`);
  }, [go]);
  const choose = (id: string, on: Side) => {
    setSide(on);
    setSelected(id);
    // The same incident in the other queue comes into sight beside it.
    for (const one of SIDES) {
      const at = queues[one].items.findIndex((item) => item.id === id);
      if (at >= 0) lists[one].current?.show(at, one === on ? 'auto' : 'center');
    }
  };
  const move = (by: number) => {
    const { items } = queues[side];
    const at = items.findIndex(({ id }) => id === selected);
    const next = items[at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + by))];
    if (!next) return;
    choose(next.id, side);
    lists[side].current?.focus();
  };
  const [first, second] = i18n.dir() === 'rtl' ? (['RU', 'US'] as const) : SIDES;
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    ArrowLeft: () => setSide(first),
    ArrowRight: () => setSide(second),
    Enter: () => selected && open(selected),
  });
  return (
    <div className="two-queues">
      <header className="two-queues-head">
        <div><h1>{t('nav.triage')}</h1><p className="aside">{t('twoQueues.lead')}</p></div>
        <ToggleGroup.Root type="single" className="segment" value={status} aria-label={t('filter.status')} onValueChange={(value) => value && setSearch({ status: value })}>
          {STATUSES.map((one) => <ToggleGroup.Item key={one} value={one}>{t(`twoQueues.${one}`)}</ToggleGroup.Item>)}
        </ToggleGroup.Root>
      </header>
      {SIDES.map((one) => {
        const { list, items } = queues[one];
        return (
          <section key={one} className={`one-queue side-${one} ${one === side ? 'is-current' : ''}`} aria-labelledby={`queue-${one}`}>
            <header>
              <h2 id={`queue-${one}`}><Badge tone={one}>{one}</Badge> {t(`chairs.${one}`)}</h2>
              <Standing side={one} status={status} held={items.filter(({ triage }) => triage?.lease).length} />
            </header>
            {list.isPending && <Loading />}
            {list.error && !list.data && <Failure error={list.error} onRetry={() => void list.refetch()} />}
            {list.isSuccess && items.length === 0 && <p className="aside none">{t('twoQueues.none')}</p>}
            <Rows handle={lists[one]} name={one} label={t('twoQueues.of', { side: t(`chairs.${one}`) })} items={items} isWhole={!list.hasNextPage} selected={selected} news={NO_NEWS} onSelect={(id) => choose(id, one)} onOpen={open} onNearEnd={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()} />
          </section>
        );
      })}
      <KeyHints hints={HINTS} />
    </div>
  );
}

function useQueue(side: Side, status: Status) {
  const list = useInfiniteQuery({ ...incidents({ triage: { side, status } }), refetchInterval: every(EVERY_MS), placeholderData: keepPreviousData });
  const items: IncidentItem[] = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return { list, items };
}

/** How many stand there, how grave they are, and how many somebody reads now. */
function Standing({ side, status, held }: { side: Side; status: Status; held: number }) {
  const { t } = useTranslation();
  const { data } = useQuery({ ...triageCounts(side), refetchInterval: EVERY_MS });
  if (!data) return null;
  const own = data.counts.filter((count) => count.status === status);
  const countOf = (some: typeof own) => some.reduce((sum, { count }) => sum + count, 0);
  const grave = own.filter(({ gravity }) => gravity === 'GRAVE');
  const orMore = (some: typeof own) => (some.some(({ andMore }) => andMore) ? '≥ ' : '');
  return (
    <p className="standing num">
      <b>{orMore(own)}{t('queue.count', { count: countOf(own) })}</b>
      {grave.length > 0 && <Badge tone="GRAVE">{orMore(grave)}{t('twoQueues.grave', { count: countOf(grave) })}</Badge>}
      <span className="aside">{t('twoQueues.held', { count: held })}</span>
    </p>
  );
}
