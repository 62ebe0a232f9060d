// Lays out the fund flow of a case: columns by tier from the victims on the left, one box an account,
// its height the tainted money that passed through it, one ribbon for all transfers between two accounts.
// Deterministic: equal traces give equal pictures, so an exhibit can be compared with another.
import type { AccountRef, AccountState, CaseAccount, Trace } from '@/api/types'
import { fen, sum, type Fen } from './money'

export type FlowState = AccountState | 'victim' | 'empty' | 'folded'
export interface FlowNode {
  readonly id: string
  readonly tier: number
  readonly label: AccountRef | null
  readonly state: FlowState
  readonly received: Fen
  readonly remaining: Fen
  readonly folded: number
  x: number
  y: number
  height: number
}
export interface FlowLink {
  readonly id: string
  readonly payer: string
  readonly payee: string
  readonly tainted: Fen
  readonly transfers: readonly string[]
  readonly first: string
  readonly last: string
  readonly is_exit: boolean
  width: number
  from_y: number
  to_y: number
}
export interface Flow {
  readonly nodes: readonly FlowNode[]
  readonly links: readonly FlowLink[]
  readonly width: number
  readonly height: number
  readonly tiers: readonly { readonly tier: number; readonly x: number }[]
}
export interface FlowOptions {
  readonly box_width: number
  readonly column_gap: number
  readonly row_gap: number
  readonly height: number
  /** Boxes in one tier; the smaller rest is drawn as one box. */
  readonly per_tier_max: number
}

export const flow_options: FlowOptions = {
  box_width: 136,
  column_gap: 40,
  row_gap: 12,
  height: 430,
  per_tier_max: 14,
}
const box_height_min = 42
const top = 30

export function layOut(
  trace: Trace,
  accounts: readonly CaseAccount[],
  options: FlowOptions = flow_options,
): Flow {
  const fold = new Map<string, string>()
  const nodes = foldSmall(makeNodes(trace, accounts), options.per_tier_max, fold)
  const links = makeLinks(trace, fold)
  const tiers = [...new Set(nodes.map((node) => node.tier))].sort((a, b) => a - b)
  const columns = tiers.map((tier) => nodes.filter((node) => node.tier === tier))
  orderColumns(columns, links)
  const height = place(columns, options)
  attach(nodes, links)
  const pitch = options.box_width + options.column_gap
  return {
    nodes,
    links,
    height,
    width: Math.max(1, tiers.length) * pitch - options.column_gap + 2,
    tiers: tiers.map((tier, i) => ({ tier, x: i * pitch })),
  }
}

function makeNodes(trace: Trace, accounts: readonly CaseAccount[]): FlowNode[] {
  const rows = new Map(accounts.map((row) => [row.account.ref, row]))
  const labels = new Map(accounts.map((row) => [row.account.ref, row.account]))
  const nodes = trace.accounts.map((account): FlowNode => {
    const state = account.exit ? 'exit' : account.remaining_fen > 0 ? 'running' : 'empty'
    return box(account.account, account.tier, account.label, rows.get(account.account)?.state ?? state,
      account.received_fen, account.remaining_fen)
  })
  const known = new Set(nodes.map((node) => node.id))
  const victims = new Map<string, number[]>()
  for (const transfer of trace.transfers) {
    if (known.has(transfer.payer) || transfer.tainted_fen === 0) continue
    victims.set(transfer.payer, [...(victims.get(transfer.payer) ?? []), transfer.tainted_fen])
  }
  for (const [id, amounts] of victims) {
    nodes.push(box(id, 0, labels.get(id) ?? null, 'victim', sum(amounts), 0))
  }
  return nodes
}

function box(
  id: string,
  tier: number,
  label: AccountRef | null,
  state: FlowState,
  received: number,
  remaining: number,
  folded = 0,
): FlowNode {
  return { id, tier, label, state, received: fen(received), remaining: fen(remaining), folded, x: 0, y: 0, height: 0 }
}

/** Where a tier holds more boxes than fit, the smallest become one box; `fold` tells which went where. */
function foldSmall(nodes: readonly FlowNode[], max: number, fold: Map<string, string>): FlowNode[] {
  const kept: FlowNode[] = []
  for (const tier of new Set(nodes.map((node) => node.tier))) {
    const column = nodes
      .filter((node) => node.tier === tier)
      .sort((a, b) => b.received - a.received || compare(a.id, b.id))
    if (column.length <= max) {
      kept.push(...column)
      continue
    }
    const small = column.slice(max - 1)
    const id = `tier-${tier}-rest`
    for (const node of small) fold.set(node.id, id)
    kept.push(
      ...column.slice(0, max - 1),
      box(id, tier, null, 'folded', sum(small.map((n) => n.received)), sum(small.map((n) => n.remaining)), small.length),
    )
  }
  return kept
}

function makeLinks(trace: Trace, fold: ReadonlyMap<string, string>): FlowLink[] {
  const exits = new Set(trace.accounts.filter((a) => a.exit).map((a) => a.account))
  const groups = new Map<string, typeof trace.transfers>()
  for (const transfer of trace.transfers) {
    const payer = fold.get(transfer.payer) ?? transfer.payer
    const payee = fold.get(transfer.payee) ?? transfer.payee
    if (payer === payee || transfer.tainted_fen === 0) continue
    const key = `${payer}>${payee}`
    groups.set(key, [...(groups.get(key) ?? []), { ...transfer, payer, payee }])
  }
  return [...groups].map(([id, group]) => ({
    id,
    payer: group[0]?.payer ?? '',
    payee: group[0]?.payee ?? '',
    tainted: sum(group.map((transfer) => transfer.tainted_fen)),
    transfers: group.map((transfer) => transfer.id),
    first: group[0]?.time ?? '',
    last: group.at(-1)?.time ?? '',
    is_exit: exits.has(group[0]?.payee ?? ''),
    width: 0,
    from_y: 0,
    to_y: 0,
  }))
}

/** Few crossings: each column sorts by the money-weighted mean place of what feeds it. */
function orderColumns(columns: FlowNode[][], links: readonly FlowLink[]): void {
  const rank = new Map<string, number>()
  for (const column of columns) {
    const weight = new Map(column.map((node) => [node.id, meanPlace(node, links, rank)]))
    column.sort(
      (a, b) =>
        (weight.get(a.id) ?? 0) - (weight.get(b.id) ?? 0) ||
        b.received - a.received ||
        compare(a.id, b.id),
    )
    column.forEach((node, i) => rank.set(node.id, (i + 0.5) / column.length))
  }
}

function meanPlace(node: FlowNode, links: readonly FlowLink[], rank: ReadonlyMap<string, number>): number {
  let total = 0
  let weight = 0
  for (const link of links) {
    const place = link.payee === node.id ? rank.get(link.payer) : undefined
    if (place === undefined) continue
    total += place * link.tainted
    weight += link.tainted
  }
  return weight === 0 ? 0 : total / weight
}

/** Gives each box its place and answers the height of the picture. */
function place(columns: readonly FlowNode[][], options: FlowOptions): number {
  const most = Math.max(1, ...columns.map((column) => column.reduce((t, n) => t + n.received, 0)))
  const rows = Math.max(1, ...columns.map((column) => column.length))
  const height = Math.max(options.height, rows * (box_height_min + options.row_gap) + top)
  const room = height - top - rows * (box_height_min + options.row_gap)
  columns.forEach((column, i) => {
    for (const node of column) node.height = box_height_min + (node.received / most) * room
    const used = column.reduce((t, n) => t + n.height, 0) + (column.length - 1) * options.row_gap
    let y = top + (height - top - used) / 2
    for (const node of column) {
      node.x = i * (options.box_width + options.column_gap)
      node.y = y
      y += node.height + options.row_gap
    }
  })
  return height
}

/** Ribbons leave and enter a box stacked in the order of what they lead to, so that they do not cross. */
function attach(nodes: readonly FlowNode[], links: readonly FlowLink[]): void {
  const at = new Map(nodes.map((node) => [node.id, node]))
  const largest = Math.max(1, ...links.map((link) => link.tainted))
  const share = (node: FlowNode, link: FlowLink, total: number): number =>
    Math.min(node.height - 8, 34) * (link.tainted / Math.max(total, 1))
  for (const link of links) link.width = Math.max(1.5, 26 * (link.tainted / largest))
  for (const node of nodes) {
    stack(node, links.filter((l) => l.payer === node.id).sort(byPlace(at, 'payee')), 'from_y', share)
    stack(node, links.filter((l) => l.payee === node.id).sort(byPlace(at, 'payer')), 'to_y', share)
  }
}

function stack(
  node: FlowNode,
  links: readonly FlowLink[],
  side: 'from_y' | 'to_y',
  share: (node: FlowNode, link: FlowLink, total: number) => number,
): void {
  const total = links.reduce((t, link) => t + link.tainted, 0)
  let y = node.y + node.height / 2 - Math.min(node.height - 8, 34) / 2
  for (const link of links) {
    const height = share(node, link, total)
    link[side] = y + height / 2
    y += height
  }
}

function byPlace(at: ReadonlyMap<string, FlowNode>, end: 'payer' | 'payee') {
  return (a: FlowLink, b: FlowLink): number =>
    (at.get(a[end])?.y ?? 0) - (at.get(b[end])?.y ?? 0) || compare(a.id, b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
