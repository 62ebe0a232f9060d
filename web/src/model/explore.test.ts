import { describe, expect, it } from 'vitest'
import type { AccountRef, FlowPath, Meetings, Neighbourhood, Origin, Reach } from '@/api/types'
import { columnsOf, fromMeetings, fromNeighbourhood, fromOrigin, fromPath, fromReach } from './explore'

const account = (ref: string): AccountRef => ({ ref, number: `6222 **** ${ref}`, name: '张*', institution: null })
const frame = { truncated: null, as_of: [], seq: 1 }

describe('answers about the fund graph in one shape', () => {
  it('puts reached accounts into columns by hop, the start first', () => {
    const reach: Reach = {
      ...frame,
      account: account('A'),
      at: '2021-01-01T00:00:00+08:00',
      window_ms: 1,
      hops: 3,
      direction: 'backward',
      accounts: [
        { account: account('C'), hops: 2, arrival: 't2' },
        { account: account('B'), hops: 1, arrival: 't1' },
        { account: account('A'), hops: 2, arrival: 't3' },
      ],
      visited: 3,
    }
    const answer = fromReach(reach)
    expect(answer.found).toBe(3)
    expect(answer.isBackward).toBe(true)
    expect(columnsOf(answer.rows).map((c) => [c.hop, c.rows.map((r) => r.account.ref)])).toEqual([
      [0, ['A']],
      [1, ['B']],
      [2, ['C', 'A']],
    ])
    expect(new Set(answer.rows.map((r) => r.key)).size).toBe(4)
  })

  it('marks neighbours that are exits and sums the account itself', () => {
    const found: Neighbourhood = {
      ...frame,
      truncated: { limit: 'accounts', value: 1 },
      account: account('A'),
      direction: 'forward',
      neighbours: [{ account: account('S'), amount_fen: 5, transfers: 2, first: 't1', last: 't2', exited_fen: 5 }],
      total: 2,
      amount_fen: 9,
    }
    const answer = fromNeighbourhood(found)
    expect(answer.rows[0]).toMatchObject({ mark: 'centre', amount_fen: 9 })
    expect(answer.rows[1]).toMatchObject({ mark: 'exit', amount_fen: 5, transfers: 2, time: 't2' })
    expect(answer.truncated).toEqual({ limit: 'accounts', value: 1 })
    expect(answer.isBackward).toBe(false)
  })

  it('gives each account of a path the transfer that led to it', () => {
    const path: FlowPath = {
      ...frame,
      from: account('A'),
      to: account('S'),
      path: [
        { id: 'T1', time: 't1', payer: 'A', payee: 'B', amount_fen: 7, kind: 'transfer' },
        { id: 'T2', time: 't2', payer: 'B', payee: 'S', amount_fen: 3, kind: 'cash' },
      ],
      accounts: [account('A'), account('B'), account('S')],
      hops: 2,
      arrival: 't2',
      visited: 9,
    }
    const answer = fromPath(path)
    expect(answer.rows.map((r) => [r.account.ref, r.hop, r.amount_fen, r.mark])).toEqual([
      ['A', 0, null, 'centre'],
      ['B', 1, 7, 'none'],
      ['S', 2, 3, 'exit'],
    ])
    expect(fromPath({ ...path, path: [], accounts: [], hops: 0, arrival: null }).rows).toEqual([])
  })

  it('keeps what each loss brought to a meeting', () => {
    const meetings: Meetings = {
      ...frame,
      policy: 'fifo',
      stolen_fen: 9,
      sources: [{ index: 0, loss: 0 }, { index: 1, loss: 1 }],
      accounts: [{ account: account('M'), tier: 1, received_fen: 9, by_source: [5, 4], exit: false }],
      total: 1,
    }
    expect(fromMeetings(meetings).rows).toMatchObject([{ hop: 1, amount_fen: 9, by_source: [5, 4] }])
  })

  it('shows the victims among the origins, and what is older', () => {
    const origin: Origin = {
      ...frame,
      account: account('M'),
      at: 't',
      policy: 'fifo',
      balance_fen: 10,
      earlier_fen: 1,
      accounts: [
        { account: account('V'), amount_fen: 6, transfers: 1, victim: true },
        { account: account('X'), amount_fen: 3, transfers: 2, victim: false },
      ],
      transfers: [],
      transfers_total: 3,
      horizon: 1,
      visited: 3,
    }
    const answer = fromOrigin(origin)
    expect(answer.rows.map((r) => r.mark)).toEqual(['centre', 'victim', 'none'])
    expect(answer).toMatchObject({ earlier_fen: 1, balance_fen: 10, isBackward: true, found: 2 })
  })
})
