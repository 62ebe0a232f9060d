import { describe, expect, it } from 'vitest'
import type { WorkbenchAnswer } from '@/api/types'
import { columnsOf, remarkOf, rowsOf, spotOf } from './answer'

const account = { ref: 'A1', number: '6222 **** 0001', name: '张*', institution: null }
const answer: WorkbenchAnswer = {
  question: 'cash',
  columns: [
    { name: 'place', form: 'text' },
    { name: 'terminal', form: 'text' },
    { name: 'drawn_yuan', form: 'yuan' },
    { name: 'by', form: 'accounts' },
    { name: 'first', form: 'moment' },
    { name: 'last', form: 'moment' },
    { name: 'recorded_until', form: 'moment' },
  ],
  rows: [['某路', 'ATM7', 200000, ['A1'], '2024-03-01T10:00:00.000+08:00', '2024-03-01T11:00:00.000+08:00', null]],
  accounts: { A1: account },
  remarks: [{ key: 'groups', values: ['3'], text: '3 groups' }],
  picture: { nodes: [], edges: [], nodes_total: 0, edges_total: 0 },
  looked_at: { transfers: 1, accounts: 1 },
  truncated: null,
  seq: 1,
}

describe('an answer', () => {
  it('shows money, accounts and times as people read them', () => {
    const [row] = rowsOf(answer)
    const cells = columnsOf(answer).map((column) => (row === undefined ? null : column.cell(row)))
    expect(cells.slice(0, 4)).toEqual(['某路', 'ATM7', '2,000.00', '6222 **** 0001 张*'])
    expect(cells[6]).toBeNull()
  })
  it('tells remarks in the language of the screen', () => {
    expect(answer.remarks.map(remarkOf)).toEqual(['3 伙'])
  })
  it('makes of a cash-out what a recording is asked for', () => {
    const [row] = rowsOf(answer)
    const spot = row === undefined ? null : spotOf(answer, row)
    expect(spot).toMatchObject({ place: '某路 ATM7', from: '2024-03-01 09:50', until: '2024-03-01 11:10', overwrites: null })
    expect(spot?.accounts).toEqual([account])
  })
})
