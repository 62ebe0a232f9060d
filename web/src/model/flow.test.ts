import { describe, expect, it } from 'vitest'
import type { Trace, TraceAccount, TraceTransfer } from '@/api/types'
import { flow_options, layOut } from './flow'

function account(id: string, tier: number, received: number, remaining: number, exit = false): TraceAccount {
  return {
    account: id,
    label: { ref: id, number: `6222 **** **** ${id}`, name: '李*', institution: null },
    tier,
    received_fen: received,
    moved_fen: received - remaining,
    remaining_fen: remaining,
    by_source: [remaining],
    exit,
    unfollowed_fen: 0,
  }
}
function transfer(id: string, payer: string, payee: string, tainted: number): TraceTransfer {
  return { id, time: '2021-01-03T09:30:00.000+08:00', payer, payee, amount_fen: tainted, kind: 'transfer', tainted_fen: tainted, by_source: [tainted] }
}
function trace(accounts: TraceAccount[], transfers: TraceTransfer[]): Trace {
  return { policy: 'fifo', stolen_fen: 0, as_of: [], seq: 1, accounts, transfers, sources: [] }
}

const small = trace(
  [account('A2', 1, 1000, 0), account('A3', 2, 600, 600), account('A4', 2, 400, 0, true)],
  [transfer('T1', 'A1', 'A2', 1000), transfer('T2', 'A2', 'A3', 500), transfer('T3', 'A2', 'A3', 100), transfer('T4', 'A2', 'A4', 400)],
)

describe('flow layout', () => {
  it('puts the victim first and each tier in its own column', () => {
    const flow = layOut(small, [])
    expect(flow.tiers.map((t) => t.tier)).toEqual([0, 1, 2])
    expect(flow.nodes.find((n) => n.id === 'A1')).toMatchObject({ state: 'victim', tier: 0, x: 0, received: 1000 })
    expect(flow.nodes.find((n) => n.id === 'A4')?.state).toBe('exit')
    expect(flow.nodes.find((n) => n.id === 'A2')?.state).toBe('empty')
  })

  it('draws one ribbon for all transfers between two accounts', () => {
    const link = layOut(small, []).links.find((l) => l.payer === 'A2' && l.payee === 'A3')
    expect(link).toMatchObject({ tainted: 600, transfers: ['T2', 'T3'], is_exit: false })
  })

  it('is the same picture whatever the order of the input', () => {
    const turned = trace([...small.accounts].reverse(), small.transfers)
    const places = (flow: ReturnType<typeof layOut>) =>
      flow.nodes.map((n) => [n.id, n.x, n.y, n.height]).sort()
    expect(places(layOut(turned, []))).toEqual(places(layOut(small, [])))
  })

  it('never lets boxes of one column overlap or leave the picture', () => {
    const many = Array.from({ length: 60 }, (_, i) => account(`B${i}`, 1 + (i % 3), 100 * (i + 1), 50))
    const flow = layOut(trace(many, many.map((a, i) => transfer(`T${i}`, 'V', a.account, a.received_fen))), [])
    for (const { tier } of flow.tiers) {
      const column = flow.nodes.filter((n) => n.tier === tier).sort((a, b) => a.y - b.y)
      expect(column.length).toBeLessThanOrEqual(flow_options.per_tier_max)
      column.forEach((node, i) => {
        const next = column[i + 1]
        if (next) expect(node.y + node.height).toBeLessThanOrEqual(next.y)
        expect(node.y).toBeGreaterThanOrEqual(0)
        expect(node.y + node.height).toBeLessThanOrEqual(flow.height + 0.001)
      })
    }
  })

  it('folds the smallest and keeps their money', () => {
    const many = Array.from({ length: 30 }, (_, i) => account(`B${i}`, 1, 100 * (i + 1), 10))
    const flow = layOut(trace(many, many.map((a, i) => transfer(`T${i}`, 'V', a.account, a.received_fen))), [])
    const total = many.reduce((t, a) => t + a.received_fen, 0)
    const drawn = flow.nodes.filter((n) => n.tier === 1)
    expect(drawn.reduce((t, n) => t + n.received, 0)).toBe(total)
    expect(drawn.find((n) => n.state === 'folded')?.folded).toBe(30 - flow_options.per_tier_max + 1)
    expect(flow.links.reduce((t, l) => t + l.tainted, 0)).toBe(total)
  })

  it('draws nothing for an empty trace', () => {
    expect(layOut(trace([], []), [])).toMatchObject({ nodes: [], links: [] })
  })
})
