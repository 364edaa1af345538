'use client';

import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useMediaQuery } from './use-media-query';

/** Before the list knows its place it draws as much as the largest screen shows. */
const FIRST_HEIGHT = 900;
const OVERSCAN = 6;
/** So many rows before the end, more are asked for. */
const AHEAD = 15;

type VirtualListProps<Item> = {
  label: string;
  items: readonly Item[];
  keyOf: (item: Item) => string;
  /** A row's usual height; each is measured once it is drawn. */
  rowHeight: number;
  /** Draws the inside of a row. */
  children: (item: Item) => ReactNode;
  /** There are more behind the last one. */
  hasMore: boolean;
  onNearEnd: () => void;
  /** The key of a row to bring into view and give the focus to; a new object asks again. */
  target?: { key: string } | null;
};

/**
 * A list of any length of which only what is in view is drawn, and on paper all that was read. It scrolls with the nearest scrolling ancestor, keeps its
 * place when rows come in front, and keeps a row that has the focus.
 */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { items, keyOf, hasMore, onNearEnd } = props;
  const list = useRef<HTMLUListElement>(null);
  const { scroller, margin } = usePlace(list);
  const [focused, setFocused] = useState<number | null>(null);
  const isPrinted = useMediaQuery('print', false);
  const [isBelowTop, setBelowTop] = useState(false);
  const virtualizer = useVirtualizer<HTMLElement, HTMLLIElement>({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: () => props.rowHeight,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    initialRect: { width: 0, height: FIRST_HEIGHT },
    overscan: OVERSCAN,
    scrollMargin: margin,
    rangeExtractor: (range) => (isPrinted ? allOf(range) : withFocused(range, focused)),
    // With its head in view, what comes in front is to be seen; further down, nothing may move.
    anchorTo: isBelowTop ? 'end' : 'start',
    onChange: ({ scrollOffset }) => setBelowTop((scrollOffset ?? 0) > margin),
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? -1;
  const isNearEnd = hasMore && !isPrinted && scroller !== null && last >= items.length - AHEAD;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);
  useTarget(props.target ?? null, list, (key) => {
    const index = items.findIndex((item) => keyOf(item) === key);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'center' });
  });
  return (
    <ul
      ref={list}
      aria-label={props.label}
      className="relative print:h-auto!"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {rows.map(({ index, key, start }) => {
        const item = items[index];
        return item === undefined ? null : (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            data-key={key}
            tabIndex={-1}
            aria-setsize={hasMore ? -1 : items.length}
            aria-posinset={index + 1}
            onFocus={() => setFocused(index)}
            onBlur={() => setFocused(null)}
            className="absolute inset-x-0 top-0 outline-offset-[-2px] print:static print:transform-none!"
            style={{ transform: `translateY(${start - margin}px)` }}
          >
            {props.children(item)}
          </li>
        );
      })}
    </ul>
  );
}

const allOf = ({ count }: Range): number[] => Array.from({ length: count }, (_, index) => index);

function withFocused(range: Range, focused: number | null): number[] {
  const indexes = defaultRangeExtractor(range);
  if (focused === null || focused >= range.count || indexes.includes(focused)) return indexes;
  return [...indexes, focused].sort((one, other) => one - other);
}

type Place = { scroller: HTMLElement | null; margin: number };

/** What the list scrolls with, and how far below its top the list begins: both change with the screen around it. */
function usePlace(list: RefObject<HTMLElement | null>): Place {
  const [place, setPlace] = useState<Place>({ scroller: null, margin: 0 });
  useLayoutEffect(() => {
    const look = () => {
      const scroller = findScroller(list.current);
      if (list.current === null || scroller === null) return;
      const top = list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
      const margin = Math.round(top - scroller.clientTop + scroller.scrollTop);
      setPlace((before) => (before.scroller === scroller && before.margin === margin ? before : { scroller, margin }));
    };
    look();
    const observer = new ResizeObserver(look);
    // Whatever grows above the list makes one of the boxes around it grow.
    for (let box = list.current?.parentElement; box; box = box.parentElement) observer.observe(box);
    return () => observer.disconnect();
  }, [list]);
  return place;
}

function findScroller(element: HTMLElement | null): HTMLElement | null {
  for (let box = element?.parentElement; box; box = box.parentElement) {
    const { overflowY, display } = getComputedStyle(box);
    if (display !== 'contents' && (overflowY === 'auto' || overflowY === 'scroll')) return box;
  }
  return null;
}

/** Brings a row into view, and focuses it once it is drawn. */
function useTarget(target: { key: string } | null, list: RefObject<HTMLElement | null>, show: (key: string) => void) {
  const wanted = useRef<string | null>(null);
  const shown = useRef<{ key: string } | null>(null);
  useEffect(() => {
    if (target !== shown.current) {
      shown.current = target;
      wanted.current = target?.key ?? null;
      if (target) show(target.key);
    }
    if (wanted.current === null) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(wanted.current)}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });
}
