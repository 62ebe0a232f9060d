// The first days of a case as the server tells them.
import type { Duty, Paper } from './types'

export type FirstStage = 'reviewing' | 'refused' | 'to_be_filed' | 'filed' | 'transferring' | 'transferred'
export type FirstClockKind =
  | 'review'
  | 'notice'
  | 'reconsideration'
  | 'superior'
  | 'supervision'
  | 'filing'
  | 'transfer'
  | 'transfer_answer'
export type ReviewTerm = 'ordinary' | 'doubtful' | 'complex'
export type ServedBy = 'in_person' | 'post' | 'electronic' | 'left' | 'unreachable' | 'refused'
export type RefusalGround = 'no_crime' | 'minor' | 'not_pursuable'
export type AppealKind = 'reconsideration' | 'superior' | 'supervision'
export type AppealOutcome = 'upheld' | 'changed'
/** What may be done now; the server lists what it would not refuse. */
export type FirstAct =
  | 'accept'
  | 'extend_doubtful'
  | 'extend_complex'
  | 'propose_refusal'
  | 'decide_refusal'
  | 'serve_refusal'
  | 'ask_reconsideration'
  | 'ask_superior'
  | 'ask_supervision'
  | 'extend_reconsideration'
  | 'extend_superior'
  | 'explain'
  | 'rule_reconsideration'
  | 'rule_superior'
  | 'rule_supervision'
  | 'serve_reconsideration'
  | 'serve_superior'
  | 'propose_transfer'
  | 'decide_transfer'
  | 'hand_transfer'
  | 'tell_transfer'
  | 'answer_transfer'
  | 'file'

export interface FirstService {
  way: ServedBy
  to: string | null
  at: string
  by: string
  note: string | null
}
export interface FirstSignature {
  duty: Duty
  by: string
  on_behalf: string | null
  at: string
  reason: string
}
export interface ReviewExtension {
  term: ReviewTerm
  due: string
  signature: FirstSignature
}
export interface FirstClock {
  kind: FirstClockKind
  begins: string
  due: string
  article: string
  escalates: Duty
  told: 'nothing' | 'ahead' | 'lapsed'
  ended: string | null
}
export interface Appeal {
  kind: AppealKind
  text: string
  asked_at: string
  received_by: string
  extended: ReviewExtension | null
  ruling: { outcome: AppealOutcome; number: string; organ: string | null; decided_at: string; signature: FirstSignature } | null
  served: FirstService | null
  next_until: string | null
}
export interface FilingRefusal {
  state: 'proposed' | 'rejected' | 'standing' | 'lifted'
  ground: RefusalGround
  reason: string
  proposed_by: string
  proposed_at: string
  decided: FirstSignature | null
  number: string | null
  served: FirstService | null
  appeal_until: string | null
  appeals: Appeal[]
}
export interface JurisdictionTransfer {
  state: 'proposed' | 'rejected' | 'approved' | 'handed' | 'accepted' | 'returned'
  authority: string
  reason: string
  urgent: string | null
  proposed_by: string
  found_at: string
  decided: FirstSignature | null
  number: string | null
  standing: string[]
  handed: FirstService | null
  told: FirstService | null
  answer: { accepted: boolean; number: string | null; reason: string; answered_at: string; by: string } | null
}
export interface FirstDays {
  case: string
  stage: FirstStage | null
  accepted: { number: string; by: string; at: string; receipt: FirstService } | null
  /** By when filing is to be decided: whichever of the terms ends first. */
  due: string | null
  term: ReviewTerm | null
  extensions: ReviewExtension[]
  clocks: FirstClock[]
  refusals: FilingRefusal[]
  transfers: JurisdictionTransfer[]
  acts: FirstAct[]
  as_of: string
}
export interface FirstDaysRow {
  case: string
  officer: string
  victim: string
  fraud_type: string
  kind: 'review' | 'filing'
  term: ReviewTerm
  due: string
  article: string
  is_late: boolean
  is_soon: boolean
}
export interface FirstDaysList {
  items: FirstDaysRow[]
  total: number
  officers: { officer: string; running: number; soon: number; late: number }[]
}
export interface CasePapers {
  items: Paper[]
}
/** What the code of a receipt tells whoever has it. */
export interface CaseProgress {
  number: string
  unit: string
  telephone: string
  accepted_at: string
  stage: FirstStage
  since: string | null
  until: string | null
  authority: string | null
  appeal: string | null
  appeal_until: string | null
}
