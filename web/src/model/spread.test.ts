import { describe, expect, it } from 'vitest'
import type { WorkbenchPicture } from '@/api/types'
import { spread } from './spread'

const picture: WorkbenchPicture = {
  nodes: ['A1', 'A2', 'A3', 'A4'],
  edges: [
    { payer: 'A1', payee: 'A2', amount_fen: 900, transfers: 1 },
    { payer: 'A2', payee: 'A3', amount_fen: 400, transfers: 2 },
  ],
  nodes_total: 4,
  edges_total: 2,
}

describe('spread', () => {
  it('puts payers left of receivers', () => {
    const { nodes } = spread(picture)
    const x = (ref: string): number => nodes.find((node) => node.ref === ref)?.x ?? -1
    expect(x('A1')).toBeLessThan(x('A2'))
    expect(x('A2')).toBeLessThan(x('A3'))
    expect(nodes).toHaveLength(4)
  })
  it('draws more money wider, and is the same each time', () => {
    const made = spread(picture)
    expect(made.links[0]?.width).toBeGreaterThan(made.links[1]?.width ?? 0)
    expect(spread(picture)).toEqual(made)
  })
  it('gives no two accounts one place', () => {
    const places = spread(picture).nodes.map((node) => `${node.x} ${node.y}`)
    expect(new Set(places).size).toBe(places.length)
  })
})
