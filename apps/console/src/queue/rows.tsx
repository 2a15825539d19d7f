// rows.tsx - the rows in sight of a list of any length. Scrolling renders this component and no other.
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { IncidentItem } from '../api/shapes';
import { IncidentRow, ROW_HEIGHT } from './incident-row';

/** Rows asked for ahead of the last one in sight. */
const AHEAD = 60;

export interface RowsHandle {
  show(index: number, align: 'auto' | 'center'): void;
}

interface RowsProps {
  handle: Ref<RowsHandle>;
  label: string;
  items: IncidentItem[];
  selected: string | null;
  news: readonly string[];
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
  /** Called when the end of what was loaded comes near. */
  onNearEnd: () => void;
}

export function Rows({ handle, label, items, selected, news, onSelect, onOpen, onNearEnd }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: items.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, overscan: 6, getItemKey: (index) => items[index]!.id, useFlushSync: false });
  const shown = rows.getVirtualItems();
  const isNearEnd = (shown.at(-1)?.index ?? 0) >= items.length - AHEAD;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd, items.length]);
  useImperativeHandle(handle, () => ({ show: (index, align) => rows.scrollToIndex(index, { align }) }), [rows]);
  const isSelectedShown = selected !== null && shown.some(({ key }) => key === selected);
  return (
    <div ref={scroller} className="rows" role="listbox" tabIndex={0} aria-label={label} aria-activedescendant={isSelectedShown ? `row-${selected}` : undefined} hidden={items.length === 0}>
      <div className="rows-all" role="presentation" style={{ height: rows.getTotalSize() }}>
        {shown.map(({ index, key, start }) => {
          const incident = items[index]!;
          return (
            <div key={key} role="presentation" className="row-place-holder" style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}>
              <IncidentRow incident={incident} isSelected={incident.id === selected} isFresh={news.includes(incident.id)} onSelect={onSelect} onOpen={onOpen} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
