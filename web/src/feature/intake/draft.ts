// What the officer has typed so far. Kept in this tab's session storage so that a slip of the hand or a
// reload loses nothing; forgotten when the report is in or the officer signs out.
import { reactive, watch } from 'vue'
import type { FieldRule, LossInput, PaidBy, Particular, PaymentField, ReportInput, TextAnswer, TextPayment } from '@/api/types'
import { judgeNumber, normaliseNumber } from '@/model/account_number'
import { extract, type Extracted } from '@/model/extract'
import { other_fraud } from '@/model/fraud_types'
import { takeIntakeSeed } from '@/model/intake_seed'
import { formatBeijing, parseBeijing, toIso, type Instant } from '@/model/instant'
import { fen, parseYuan, plainYuan, toHalfWidth, type Fen } from '@/model/money'

export const particulars: readonly Particular[] = [
  'merchant',
  'order_number',
  'platform',
  'terminal',
  'place',
  'plate',
  'card_code',
  'wallet',
]
export interface Draft extends Record<Particular, string> {
  paid_by: PaidBy | ''
  payer: string
  payee: string
  payee_name: string
  payee_institution: string
  amount: string
  time: string
  victim_name: string
  victim_phone: string
  victim_id: string
  fraud_type: string
  narrative: string
  authorise_cascade: boolean
}
/** The name of an input of the form: accounts go by their side. */
export type FieldName = 'paid_by' | 'payer' | 'payee' | 'amount' | 'time' | Particular

export const empty_draft: Readonly<Draft> = {
  paid_by: '',
  payer: '',
  payee: '',
  payee_name: '',
  payee_institution: '',
  merchant: '',
  order_number: '',
  platform: '',
  terminal: '',
  place: '',
  plate: '',
  card_code: '',
  wallet: '',
  amount: '',
  time: '',
  victim_name: '',
  victim_phone: '',
  victim_id: '',
  fraud_type: '',
  narrative: '',
  authorise_cascade: true,
}

const key = 'holdfast.intake'

export function useDraft(): Draft {
  const seed = takeIntakeSeed()
  const draft = reactive({ ...empty_draft, ...(seed ?? stored()) })
  watch(draft, (value) => sessionStorage.setItem(key, JSON.stringify(value)))
  return draft
}

function stored(): Partial<Draft> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<Draft>
  } catch {
    return {}
  }
}

/** `2021-01-03 09:30`, `9:41`, `昨天下午3点`, `10分钟前`. */
export function readTime(text: string, now: Instant): Instant | null {
  return parseBeijing(toHalfWidth(text)) ?? extract(text, now).times[0] ?? null
}

export function nameOf(field: PaymentField): Exclude<FieldName, 'paid_by' | 'amount' | 'time'> {
  if (field === 'payer_account') return 'payer'
  return field === 'payee_account' ? 'payee' : field
}
function isGiven(draft: Draft, field: PaymentField): boolean {
  const text = draft[nameOf(field)]
  const isAccount = field === 'payer_account' || field === 'payee_account'
  return isAccount ? normaliseNumber(text).length >= 6 : text.trim() !== ''
}

/** The fields that still keep the report from going in, in the order of the form; `rules` are those of the way. */
export function missing(draft: Draft, rules: readonly FieldRule[], now: Instant): FieldName[] {
  const time = readTime(draft.time, now)
  const choices = rules.filter((rule) => rule.asked === 'one_of')
  const lacksChoice = choices.length > 0 && !choices.some((rule) => isGiven(draft, rule.field))
  const isLacking = (rule: FieldRule): boolean => {
    if (isGiven(draft, rule.field)) return false
    if (rule.field === 'payer_account' && draft.payee.trim() !== '') return true
    return rule.asked === 'required' || (lacksChoice && rule === choices[0])
  }
  return [
    ...(draft.paid_by === '' ? (['paid_by'] as const) : []),
    ...rules.filter(isLacking).map((rule) => nameOf(rule.field)),
    ...(parseYuan(draft.amount) === null ? (['amount'] as const) : []),
    ...(time === null || time > now ? (['time'] as const) : []),
  ]
}

/** What the way does not ask for is left out, though it was typed before the way was changed. */
export function toLoss(draft: Draft, rules: readonly FieldRule[], now: Instant): LossInput | null {
  const amount = parseYuan(draft.amount)
  const time = readTime(draft.time, now)
  if (amount === null || time === null) return null
  const asks = (field: PaymentField): boolean => rules.some((rule) => rule.field === field)
  const told = particulars.filter((field) => asks(field) && draft[field].trim() !== '')
  return {
    ...(draft.paid_by === '' ? {} : { paid_by: draft.paid_by }),
    payer_account: asks('payer_account') ? normaliseNumber(draft.payer) : '',
    payee_account: asks('payee_account') ? normaliseNumber(draft.payee) : '',
    payee_name: draft.payee_name.trim(),
    ...Object.fromEntries(told.map((field) => [field, draft[field].trim()])),
    ...(draft.payee_institution === '' ? {} : { payee_institution: draft.payee_institution }),
    amount_fen: amount,
    time: toIso(time),
  }
}

export function toReport(draft: Draft, rules: readonly FieldRule[], now: Instant): ReportInput | null {
  const loss = toLoss(draft, rules, now)
  if (loss === null || draft.paid_by === '') return null
  return {
    victim: {
      // The desk asks for the name last; the first order does not wait for it, and it may come later.
      name: draft.victim_name.trim(),
      phone: normaliseNumber(draft.victim_phone),
      id_no: normaliseNumber(draft.victim_id).toUpperCase(),
    },
    fraud_type: draft.fraud_type === '' ? other_fraud : draft.fraud_type,
    paid_by: draft.paid_by,
    narrative: draft.narrative,
    losses: [loss],
    authorise_cascade: draft.authorise_cascade,
  }
}

type FilledField = Exclude<keyof Draft, 'authorise_cascade' | 'paid_by'>
/** What was put into fields and not typed by the officer: a better reading may replace it. */
export type Proposed = Map<FilledField, string>

function propose(draft: Draft, proposed: Proposed, name: FilledField, text: string | null | undefined): void {
  if (text === undefined || text === null || text === '') return
  if (draft[name] !== '' && draft[name] !== proposed.get(name)) return
  draft[name] = text
  proposed.set(name, text)
}

/** Puts what was found into fields that are still empty; what the officer typed is never touched. */
export function fill(draft: Draft, found: Extracted, proposed: Proposed): void {
  const payee = found.accounts.find((a) => a.side === 'payee')
  const payer = found.accounts.find((a) => a.side === 'payer')
  const others = found.accounts.filter((a) => a.side === 'unknown' && judgeNumber(a.number) === 'card')
  const set = (name: FilledField, text: string | null | undefined): void => propose(draft, proposed, name, text)
  set('payee', payee?.number ?? (payer === undefined ? undefined : others[0]?.number))
  set('payer', payer?.number ?? (payee === undefined ? undefined : others[0]?.number))
  set('payee_name', found.payee_name)
  set('amount', found.amounts[0] === undefined ? undefined : plainYuan(largest(found.amounts)))
  set('time', found.times[0] === undefined ? undefined : formatBeijing(found.times[0], 'second'))
  set('victim_phone', found.phones[0])
}

/** The same from what the text engine read: the type, and the first payment out. */
export function fillFromAnswer(draft: Draft, answer: TextAnswer, proposed: Proposed): void {
  if (answer.fraud) propose(draft, proposed, 'fraud_type', answer.type)
  const first = answer.ledger.find((payment) => payment.direction === 'out')
  if (first !== undefined) fillPayment(draft, first, proposed)
}

export function fillPayment(draft: Draft, payment: TextPayment, proposed: Proposed): void {
  propose(draft, proposed, 'payee', payment.payee_account)
  propose(draft, proposed, 'payer', payment.payer_account)
  propose(draft, proposed, 'payee_name', payment.payee_name)
  propose(draft, proposed, 'amount', plainYuan(fen(payment.amount_fen)))
  const time = payment.time === null ? null : parseBeijing(payment.time.replace('T', ' '))
  // A day without a clock is no moment yet.
  if (time !== null && payment.time?.includes('T')) propose(draft, proposed, 'time', formatBeijing(time, 'second'))
}

function largest(amounts: readonly Fen[]): Fen {
  return amounts.reduce((a, b) => (b > a ? b : a))
}
