// rows.tsx - the rows in sight of a list of any length. Scrolling renders this component and no other.
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import type { IncidentItem } from '../api/shapes';
import { useWords } from '../ui/words';
import { useNow } from './clock';
import { IncidentRow, ROW_HEIGHT } from './incident-row';

/** Rows asked for ahead of the last one in sight. */
const AHEAD = 120;
/** Rows drawn above and below those in sight. */
const BEYOND = 4;

export interface RowsHandle {
  show(index: number, align: 'auto' | 'center'): void;
  /** Keys that move the choice move the focus too: so it is read aloud, and Enter opens it whatever was pressed before. */
  focus(): void;
}

interface RowsProps {
  handle: Ref<RowsHandle>;
  /** Tells the rows of two lists on one page apart. */
  name?: string;
  label: string;
  items: readonly IncidentItem[];
  /** Whether these are all there are. */
  isWhole: boolean;
  selected: string | null;
  news: ReadonlySet<string>;
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
  /** Called when the end of what was loaded comes near. */
  onNearEnd: () => void;
}

export function Rows({ handle, name = 'row', label, items, isWhole, selected, news, onSelect, onOpen, onNearEnd }: RowsProps) {
  const { t } = useTranslation();
  const words = useWords();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const height = useRef(0);
  // As many places as rows can be in sight: a row that leaves gives its elements to the one that comes, so that scrolling makes and moves none.
  // Their order in the document is that of the places; what is read aloud goes by aria-posinset.
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: BEYOND,
    useFlushSync: false,
    rangeExtractor: ({ startIndex, count }) => rowsInPlaces(startIndex - BEYOND, placesOn(height.current), count),
  });
  height.current = rows.scrollRect?.height ?? 0;
  const places = placesOn(height.current);
  const shown = rows.getVirtualItems();
  const isNearEnd = (shown.at(-1)?.index ?? 0) >= items.length - AHEAD;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd, items.length]);
  useImperativeHandle(handle, () => ({ show: (index, align) => rows.scrollToIndex(index, { align }), focus: () => scroller.current?.focus({ preventScroll: true }) }), [rows]);
  const isSelectedShown = selected !== null && shown.some(({ index }) => items[index]?.id === selected);
  return (
    <div ref={scroller} className="rows" role="listbox" tabIndex={0} aria-label={label} aria-activedescendant={isSelectedShown ? `${name}-${selected}` : undefined} hidden={items.length === 0}>
      <div className="rows-all" role="presentation" style={{ height: rows.getTotalSize() }}>
        {shown.toSorted((a, b) => (a.index % places) - (b.index % places)).map(({ index, start }) => {
          const incident = items[index]!;
          return (
            <div key={index % places} role="presentation" className="row-place-holder" style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}>
              <IncidentRow list={name} incident={incident} isSelected={incident.id === selected} isFresh={news.has(incident.id)} place={index + 1} length={isWhole ? items.length : -1} now={now} t={t} words={words} onSelect={onSelect} onOpen={onOpen} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function placesOn(height: number): number {
  return Math.ceil(height / ROW_HEIGHT) + 1 + 2 * BEYOND;
}

/** As many rows as there are places, from `first` on or, at the end of the list, up to its last. */
function rowsInPlaces(first: number, places: number, count: number): number[] {
  const start = Math.max(0, Math.min(first, count - places));
  return Array.from({ length: Math.min(places, count) }, (_, index) => start + index);
}
