// What an institution's people may answer to an order, and the reply that says so.
import type { OrderFamily, PartnerOrder, PartnerReply, StatementRow } from '@/api/types'

export type Answer = 'done' | 'partly' | 'cannot'
/** What the answer `done` has to tell beside that it is done. */
export type Asks = 'held' | 'nothing' | 'name' | 'rows' | 'file' | 'left'

const asks: { readonly [f in OrderFamily]?: Asks } = {
  stop: 'held',
  stop_extension: 'nothing',
  freeze: 'held',
  protective_stop: 'held',
  subject_query: 'name',
  transaction_query: 'rows',
  evidence_request: 'file',
  fund_return: 'left',
}
export const asksOf = (family: OrderFamily): Asks => asks[family] ?? 'nothing'
/** Only what binds money can be done in part. */
export const answersOf = (family: OrderFamily): readonly Answer[] =>
  family === 'stop' || family === 'freeze' ? ['done', 'partly', 'cannot'] : ['done', 'cannot']

export interface Told {
  readonly number: string
  readonly message: string
  /** Four digits; of `cannot` only. */
  readonly code: string
  readonly held: number | null
  readonly balance: number | null
  readonly name: string
  readonly isAccount: boolean
  readonly rows: StatementRow[]
  readonly file: { readonly reference: string; readonly sha256: string } | null
}

/** Null while something that the answer needs is missing. */
export function replyOf(order: PartnerOrder, answer: Answer, told: Told, now: string): PartnerReply | null {
  const base = { application_id: order.application_id, bank_number: told.number.trim(), message: told.message.trim(), feedback_time: now }
  if (base.bank_number === '') return null
  if (answer === 'cannot') return /^\d{4}$/.test(told.code) ? { ...base, result: told.code } : null
  const reply: PartnerReply = { ...base, result: answer === 'partly' ? '1200' : '0000' }
  if (told.balance !== null) reply.balance_fen = told.balance
  const kind = asksOf(order.standing.family)
  if (kind === 'held') {
    reply.start = now
    const held = told.held ?? (answer === 'done' ? (order.amount_fen ?? null) : null)
    if (answer === 'partly' && held === null) return null
    if (held !== null) reply.held_fen = held
  } else if (kind === 'name') {
    if (told.name.trim() === '') return null
    reply.registered_name = told.name.trim()
    if (told.isAccount) reply.is_account = true
  } else if (kind === 'rows') {
    reply.rows = told.rows
  } else if (kind === 'file') {
    if (told.file === null) return null
    reply.evidence = told.file
  } else if (kind === 'left') {
    if (told.held === null) return null
    reply.held_fen = told.held
  }
  return reply
}

/** The digest that proves later which file was handed over; the file itself stays here. */
export async function digestOf(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
