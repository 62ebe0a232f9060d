// One shape for the answers about the fund graph, so that one picture and one table show them all:
// accounts in columns by hop, each with when and how much.
import type { AccountRef, Meetings, Neighbourhood, Origin, FlowPath, Reach, Truncated } from '@/api/types'

export const explore_kinds = [
  'reach_out',
  'reach_in',
  'paid_to',
  'paid_by',
  'path',
  'converge',
  'origin',
] as const
export type ExploreKind = (typeof explore_kinds)[number]

export type ExploreMark = 'centre' | 'exit' | 'victim' | 'none'
export interface ExploreRow {
  readonly key: string
  readonly account: AccountRef
  readonly hop: number
  readonly time: string | null
  readonly amount_fen: number | null
  readonly transfers: number | null
  readonly by_source: readonly number[]
  readonly mark: ExploreMark
}
export interface ExploreAnswer {
  /** The account asked about first, where there is one. */
  readonly rows: readonly ExploreRow[]
  readonly found: number
  readonly truncated: Truncated | null
  /** Of an origin: what no transfer seen brought in. */
  readonly earlier_fen: number | null
  readonly balance_fen: number | null
  /** The columns run from right to left: money came from there. */
  readonly isBackward: boolean
}

function row(account: AccountRef, hop: number, more: Partial<ExploreRow> = {}): ExploreRow {
  return {
    key: `${account.ref} ${hop}`,
    account,
    hop,
    time: null,
    amount_fen: null,
    transfers: null,
    by_source: [],
    mark: 'none',
    ...more,
  }
}
function answer(
  rows: readonly ExploreRow[],
  truncated: Truncated | null,
  more: Partial<ExploreAnswer> = {},
): ExploreAnswer {
  const found = rows.filter((one) => one.mark !== 'centre').length
  return { rows, found, truncated, earlier_fen: null, balance_fen: null, isBackward: false, ...more }
}
const centre = (account: AccountRef, more: Partial<ExploreRow> = {}): ExploreRow =>
  row(account, 0, { mark: 'centre', ...more })

export function fromReach(reach: Reach): ExploreAnswer {
  const reached = reach.accounts.map((one) => row(one.account, one.hops, { time: one.arrival }))
  return answer([centre(reach.account), ...reached], reach.truncated, {
    isBackward: reach.direction === 'backward',
  })
}

export function fromNeighbourhood(found: Neighbourhood): ExploreAnswer {
  const neighbours = found.neighbours.map((one) =>
    row(one.account, 1, {
      time: one.last,
      amount_fen: one.amount_fen,
      transfers: one.transfers,
      mark: one.exited_fen > 0 ? 'exit' : 'none',
    }),
  )
  return answer([centre(found.account, { amount_fen: found.amount_fen }), ...neighbours], found.truncated, {
    isBackward: found.direction === 'backward',
  })
}

/** Who paid the account, the account, whom it paid: from left to right as the money went. */
export function fromBothSides(paid_by: Neighbourhood, paid_to: Neighbourhood): ExploreAnswer {
  const side = (found: Neighbourhood, hop: number): ExploreRow[] =>
    fromNeighbourhood(found)
      .rows.filter((one) => one.mark !== 'centre')
      .map((one) => ({ ...one, hop, key: `${one.account.ref} ${hop}` }))
  const middle = row(paid_by.account, 1, { mark: 'centre' })
  return answer([...side(paid_by, 0), middle, ...side(paid_to, 2)], paid_by.truncated ?? paid_to.truncated)
}

/** One account a column; each with the transfer that led to it. */
export function fromPath(path: FlowPath): ExploreAnswer {
  const rows = path.accounts.map((account, i) => {
    const step = i === 0 ? undefined : path.path[i - 1]
    if (step === undefined) return centre(account)
    return row(account, i, {
      time: step.time,
      amount_fen: step.amount_fen,
      transfers: 1,
      mark: step.kind === 'transfer' ? 'none' : 'exit',
    })
  })
  return answer(rows, path.truncated)
}

export function fromMeetings(meetings: Meetings): ExploreAnswer {
  return answer(
    meetings.accounts.map((one) =>
      row(one.account, one.tier, {
        amount_fen: one.received_fen,
        by_source: one.by_source,
        mark: one.exit ? 'exit' : 'none',
      }),
    ),
    meetings.truncated,
  )
}

export function fromOrigin(origin: Origin): ExploreAnswer {
  const sources = origin.accounts.map((one) =>
    row(one.account, 1, {
      amount_fen: one.amount_fen,
      transfers: one.transfers,
      mark: one.victim ? 'victim' : 'none',
    }),
  )
  return answer([centre(origin.account, { amount_fen: origin.balance_fen }), ...sources], origin.truncated, {
    isBackward: true,
    earlier_fen: origin.earlier_fen,
    balance_fen: origin.balance_fen,
  })
}

/** Rows by hop, ascending; a column keeps the order of the answer. */
export function columnsOf(rows: readonly ExploreRow[]): { hop: number; rows: ExploreRow[] }[] {
  const hops = [...new Set(rows.map((one) => one.hop))].sort((a, b) => a - b)
  return hops.map((hop) => ({ hop, rows: rows.filter((one) => one.hop === hop) }))
}
