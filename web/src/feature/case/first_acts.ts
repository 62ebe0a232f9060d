// What each step of the first days asks for, and how it is sent. Fields are shown in this order.
import { parseBeijing, toIso } from '@/model/instant'
import type { AppealKind, AppealOutcome, FirstAct, RefusalGround, ServedBy } from '@/api/types'

export type FirstField =
  | 'approved'
  | 'accepted'
  | 'outcome'
  | 'ground'
  | 'authority'
  | 'urgent'
  | 'number'
  | 'organ'
  | 'text'
  | 'asked_at'
  | 'way'
  | 'to'
  | 'at'
  | 'note'
  | 'reason'

export interface FirstForm {
  approved: boolean
  accepted: boolean
  outcome: AppealOutcome
  ground: RefusalGround
  way: ServedBy
  authority: string
  urgent: string
  number: string
  organ: string
  text: string
  asked_at: string
  to: string
  at: string
  note: string
  reason: string
}
export const empty_form: FirstForm = {
  approved: true,
  accepted: true,
  outcome: 'upheld',
  ground: 'no_crime',
  way: 'in_person',
  authority: '',
  urgent: '',
  number: '',
  organ: '',
  text: '',
  asked_at: '',
  to: '',
  at: '',
  note: '',
  reason: '',
}

interface Step {
  /** Where under the case it is sent. */
  readonly path: string
  readonly fields: readonly FirstField[]
  /** What the step itself says, beside the fields. */
  readonly fixed?: object
}
const served: readonly FirstField[] = ['way', 'to', 'at', 'note']
const ask = (kind: AppealKind): Step => ({ path: 'appeals', fields: ['asked_at', 'text'], fixed: { kind } })
const extend = (kind: AppealKind): Step => ({ path: 'appeals/extend', fields: ['reason'], fixed: { kind } })
const rule = (kind: AppealKind): Step => ({
  path: 'appeals/decide',
  fields: kind === 'reconsideration' ? ['outcome', 'number', 'reason'] : ['outcome', 'organ', 'number', 'at', 'reason'],
  fixed: { kind },
})
const serve = (paper: string, more: object = {}): Step => ({ path: 'service', fields: served, fixed: { paper, ...more } })

/** Filing has a dialog of its own. */
export const first_steps: { readonly [a in Exclude<FirstAct, 'file'>]: Step } = {
  accept: { path: 'acceptance', fields: served },
  extend_doubtful: { path: 'extension', fields: ['reason'], fixed: { term: 'doubtful' } },
  extend_complex: { path: 'extension', fields: ['reason'], fixed: { term: 'complex' } },
  propose_refusal: { path: 'refusal', fields: ['ground', 'reason'] },
  decide_refusal: { path: 'refusal/decide', fields: ['approved', 'reason'] },
  serve_refusal: serve('refusal'),
  ask_reconsideration: ask('reconsideration'),
  ask_superior: ask('superior'),
  ask_supervision: ask('supervision'),
  extend_reconsideration: extend('reconsideration'),
  extend_superior: extend('superior'),
  explain: serve('explanation'),
  rule_reconsideration: rule('reconsideration'),
  rule_superior: rule('superior'),
  rule_supervision: rule('supervision'),
  serve_reconsideration: serve('ruling', { appeal: 'reconsideration' }),
  serve_superior: serve('ruling', { appeal: 'superior' }),
  propose_transfer: { path: 'transfer', fields: ['authority', 'urgent', 'reason'] },
  decide_transfer: { path: 'transfer/decide', fields: ['approved', 'reason'] },
  hand_transfer: { path: 'transfer/handed', fields: served },
  tell_transfer: serve('transfer'),
  answer_transfer: { path: 'transfer/answer', fields: ['accepted', 'number', 'at', 'reason'] },
}
const optional: readonly FirstField[] = ['to', 'at', 'asked_at', 'urgent', 'note']
/** An answer may come without a number; whoever was not reached or refused is noted. */
export function isComplete(act: Exclude<FirstAct, 'file'>, form: FirstForm): boolean {
  return first_steps[act].fields.every((field) => {
    const value = form[field]
    if (typeof value === 'boolean') return true
    if (field === 'note' && (form.way === 'unreachable' || form.way === 'refused')) return value.trim() !== ''
    return optional.includes(field) || (act === 'answer_transfer' && field === 'number') || value.trim() !== ''
  })
}

function moment(text: string): string | undefined {
  const instant = text === '' ? null : parseBeijing(text.replace('T', ' '))
  return instant === null ? undefined : toIso(instant)
}
/** What the server is sent: empty fields are left out, times are told with their zone. */
export function bodyOf(act: Exclude<FirstAct, 'file'>, form: FirstForm): object {
  const step = first_steps[act]
  const entries = step.fields.flatMap((field): [string, unknown][] => {
    const value = form[field]
    if (field === 'at' || field === 'asked_at') {
      const at = moment(form[field])
      const name = field === 'at' && step.path === 'appeals/decide' ? 'decided_at' : field === 'at' && step.path === 'transfer/answer' ? 'answered_at' : field
      return at === undefined ? [] : [[name, at]]
    }
    if (typeof value === 'boolean') return [[field, value]]
    return value.trim() === '' ? [] : [[field, value.trim()]]
  })
  return { ...Object.fromEntries(entries), ...step.fixed }
}
