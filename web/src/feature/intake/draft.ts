// What the officer has typed so far. Kept in this tab's session storage so that a slip of the hand or a
// reload loses nothing; forgotten when the report is in or the officer signs out.
import { reactive, watch } from 'vue'
import type { LossInput, PaidBy, ReportInput } from '@/api/types'
import { judgeNumber, normaliseNumber } from '@/model/account_number'
import { extract, type Extracted } from '@/model/extract'
import { formatBeijing, parseBeijing, toIso, type Instant } from '@/model/instant'
import { parseYuan, plainYuan, toHalfWidth, type Fen } from '@/model/money'

export interface Draft {
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
export type FieldName = 'paid_by' | 'payer' | 'payee' | 'amount' | 'time'

export const empty_draft: Readonly<Draft> = {
  paid_by: '',
  payer: '',
  payee: '',
  payee_name: '',
  payee_institution: '',
  amount: '',
  time: '',
  victim_name: '',
  victim_phone: '',
  victim_id: '',
  fraud_type: '',
  narrative: '',
  authorise_cascade: true,
}

/** What stands for a victim whose name nobody has asked yet. */
const unnamed = '姓名待补'

const key = 'holdfast.intake'

export function useDraft(): Draft {
  const draft = reactive({ ...empty_draft, ...stored() })
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

/** The fields that still keep the stop from going out, in the order of the form. */
export function missing(draft: Draft, now: Instant): FieldName[] {
  const time = readTime(draft.time, now)
  const faults: [FieldName, boolean][] = [
    ['paid_by', draft.paid_by === ''],
    ['payer', normaliseNumber(draft.payer).length < 6],
    ['payee', normaliseNumber(draft.payee).length < 6],
    ['amount', parseYuan(draft.amount) === null],
    ['time', time === null || time > now],
  ]
  return faults.filter(([, isMissing]) => isMissing).map(([name]) => name)
}

export function toLoss(draft: Draft, now: Instant): LossInput | null {
  const amount = parseYuan(draft.amount)
  const time = readTime(draft.time, now)
  if (amount === null || time === null) return null
  return {
    payer_account: normaliseNumber(draft.payer),
    payee_account: normaliseNumber(draft.payee),
    payee_name: draft.payee_name.trim(),
    ...(draft.payee_institution === '' ? {} : { payee_institution: draft.payee_institution }),
    amount_fen: amount,
    time: toIso(time),
  }
}

export function toReport(draft: Draft, now: Instant): ReportInput | null {
  const loss = toLoss(draft, now)
  if (loss === null || draft.paid_by === '') return null
  return {
    victim: {
      // The desk asks for the name last; the first order does not wait for it.
      name: draft.victim_name.trim() || unnamed,
      phone: normaliseNumber(draft.victim_phone),
      id_no: normaliseNumber(draft.victim_id).toUpperCase(),
    },
    fraud_type: draft.fraud_type === '' ? '其他' : draft.fraud_type,
    paid_by: draft.paid_by,
    narrative: draft.narrative,
    losses: [loss],
    authorise_cascade: draft.authorise_cascade,
  }
}

/** Puts what was found into fields that are still empty; what the officer typed is never touched. */
export function fill(draft: Draft, found: Extracted): void {
  const payee = found.accounts.find((a) => a.side === 'payee')
  const payer = found.accounts.find((a) => a.side === 'payer')
  const others = found.accounts.filter((a) => a.side === 'unknown' && judgeNumber(a.number) === 'card')
  const set = (name: keyof Omit<Draft, 'authorise_cascade' | 'paid_by'>, text: string | undefined): void => {
    if (draft[name] === '' && text !== undefined) draft[name] = text
  }
  set('payee', payee?.number ?? (payer === undefined ? undefined : others[0]?.number))
  set('payer', payer?.number ?? (payee === undefined ? undefined : others[0]?.number))
  set('payee_name', found.payee_name ?? undefined)
  set('amount', found.amounts[0] === undefined ? undefined : plainYuan(largest(found.amounts)))
  set('time', found.times[0] === undefined ? undefined : formatBeijing(found.times[0], 'second'))
  set('victim_phone', found.phones[0])
  set('fraud_type', found.fraud?.type)
}

function largest(amounts: readonly Fen[]): Fen {
  return amounts.reduce((a, b) => (b > a ? b : a))
}
