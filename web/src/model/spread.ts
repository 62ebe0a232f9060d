// Where the accounts of an answer stand in its picture: those that mostly pay on the left, those that
// mostly receive on the right, the ones with most money on top. The same answer, the same picture.
import type { PictureEdge, WorkbenchPicture } from '@/api/types'

export interface SpreadNode {
  readonly ref: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly in_fen: number
  readonly out_fen: number
}
export interface SpreadLink {
  readonly edge: PictureEdge
  readonly width: number
}
export interface Spread {
  readonly nodes: readonly SpreadNode[]
  readonly links: readonly SpreadLink[]
  readonly width: number
  readonly height: number
}

export const spread_options = { column_width: 210, row_height: 44, columns: 5, margin: 24, width_max: 12 } as const

export function spread(picture: WorkbenchPicture): Spread {
  const money = new Map(picture.nodes.map((ref) => [ref, { in_fen: 0, out_fen: 0 }]))
  for (const edge of picture.edges) {
    const payer = money.get(edge.payer)
    const payee = money.get(edge.payee)
    if (payer === undefined || payee === undefined || edge.payer === edge.payee) continue
    payer.out_fen += edge.amount_fen
    payee.in_fen += edge.amount_fen
  }
  const { columns, column_width, row_height, margin, width_max } = spread_options
  const filled: string[][] = Array.from({ length: columns }, () => [])
  const total = (ref: string): number => {
    const one = money.get(ref)
    return one === undefined ? 0 : one.in_fen + one.out_fen
  }
  for (const ref of [...picture.nodes].sort((a, b) => total(b) - total(a) || (a < b ? -1 : 1))) {
    const one = money.get(ref) ?? { in_fen: 0, out_fen: 0 }
    const all = one.in_fen + one.out_fen
    // Of an account that nobody in the picture dealt with nothing is known: it stands in the middle.
    const share = all === 0 ? 0.5 : one.in_fen / all
    filled[Math.min(columns - 1, Math.floor(share * columns))]?.push(ref)
  }
  const used = filled.filter((column) => column.length > 0)
  const tallest = Math.max(1, ...used.map((column) => column.length))
  const most = Math.max(1, ...picture.nodes.map(total))
  const nodes = used.flatMap((column, c) =>
    column.map((ref, r) => ({
      ref,
      x: margin + c * column_width,
      y: margin + (r + (tallest - column.length) / 2) * row_height,
      size: 5 + 9 * Math.sqrt(total(ref) / most),
      in_fen: money.get(ref)?.in_fen ?? 0,
      out_fen: money.get(ref)?.out_fen ?? 0,
    })),
  )
  const largest = Math.max(1, ...picture.edges.map((edge) => edge.amount_fen))
  return {
    nodes,
    links: picture.edges.map((edge) => ({ edge, width: 1 + (width_max - 1) * Math.sqrt(edge.amount_fen / largest) })),
    width: 2 * margin + Math.max(1, used.length) * column_width,
    height: 2 * margin + tallest * row_height,
  }
}
