/** The nouns of a table and its pure parts: sorting, the window of rows that is drawn. */

import type { Snippet } from 'svelte';

export interface Column<T> {
  id: string;
  head: string;
  text: (row: T) => string;
  /** What rows are ordered by; the text where left out. */
  by?: (row: T) => number | string | null;
  number?: boolean;
  width?: string;
  cell?: Snippet<[T]>;
  /** Left out where the table is narrow. */
  wide?: boolean;
  /** Left out only where it is as narrow as a phone. */
  mid?: boolean;
}

export interface Order {
  column: string;
  down: boolean;
}

type Value = number | string | null;

function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

/** A new array in order; rows without a value stand last either way; equal rows keep their order. */
export function sorted<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  order: Order | null,
): readonly T[] {
  const column = columns.find((one) => one.id === order?.column);
  if (!column || !order) return rows;
  const by = column.by ?? column.text;
  const keyed = rows.map((row) => [by(row), row] as const);
  keyed.sort(([a], [b]) => {
    const way = compare(a, b);
    return order.down && a !== null && b !== null ? -way : way;
  });
  return keyed.map(([, row]) => row);
}

export interface Drawn {
  first: number;
  last: number;
}

/** Rows [first, last) to draw for what is scrolled to, some more above and below. */
export function windowOf(
  count: number,
  rowHeight: number,
  top: number,
  height: number,
  spare = 12,
): Drawn {
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + spare);
  return { first: Math.min(first, last), last };
}

/** Rows in which every word asked for occurs. The words of a row are put together once where `known` keeps them. */
export function matching<T extends object>(
  rows: readonly T[],
  asked: string,
  textOf: (row: T) => string,
  known: WeakMap<T, string> = new WeakMap(),
): readonly T[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    let text = known.get(row);
    if (text === undefined) {
      text = textOf(row).toLowerCase();
      known.set(row, text);
    }
    for (const word of words) if (!text.includes(word)) return false;
    return true;
  });
}

/** A column of a table that is only read. */
export interface PlainColumn<T> {
  id: string;
  head: string;
  text: (row: T) => string;
  cell?: Snippet<[T]>;
  number?: boolean;
  /** Never broken into lines. */
  tight?: boolean;
}
