import { expect, it } from 'vitest'
import { readSort, sortRows, type Column } from './table'

const columns: Column<{ n: number; s: string }>[] = [
  { key: 'n', title: 'n', sort: (row) => row.n, cell: (row) => row.n },
  { key: 's', title: 's', cell: (row) => row.s },
]
const rows = [{ n: 2, s: 'a' }, { n: 10, s: 'b' }, { n: 2, s: 'c' }]
const order = (text: string): string =>
  sortRows(rows, columns, readSort(text)).map((row) => row.s).join('')

it('sorts by value both ways and keeps the order of equals', () => {
  expect(order('n')).toBe('acb')
  expect(order('-n')).toBe('bac')
})

it('leaves the order alone where there is nothing to sort by', () => {
  expect(order('')).toBe('abc')
  expect(order('s')).toBe('abc')
  expect(order('unknown')).toBe('abc')
})
