// What a table shows of a row, how the column sorts, and what it puts into a file.
import type { Cell } from '@/model/csv'

export interface Column<T> {
  readonly key: string
  readonly title: string
  readonly align?: 'right'
  readonly width?: number
  /** Absent from the screen until chosen. */
  readonly isSpare?: boolean
  readonly sort?: (row: T) => number | string
  readonly cell: (row: T) => Cell
}

export interface SortOrder {
  readonly key: string
  readonly descending: boolean
}

export function readSort(text: string): SortOrder | null {
  return text === '' ? null : { key: text.replace(/^-/, ''), descending: text.startsWith('-') }
}

/** Stable; rows that compare equal keep the server's order. */
export function sortRows<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  order: SortOrder | null,
): readonly T[] {
  const sort = columns.find((column) => column.key === order?.key)?.sort
  if (order === null || sort === undefined) return rows
  const way = order.descending ? -1 : 1
  return [...rows].sort((a, b) => {
    const [left, right] = [sort(a), sort(b)]
    return left < right ? -way : left > right ? way : 0
  })
}
