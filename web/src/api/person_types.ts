// Persons dealt with and leads, as the contract tells them.
import type { AccountRef, Page } from './types'

export type PersonStepKind =
  | 'summoned'
  | 'brought'
  | 'detained'
  | 'family_told'
  | 'interrogated'
  | 'detention_extended'
  | 'arrest_requested'
  | 'arrest_approved'
  | 'arrest_refused'
  | 'arrested'
  | 'custody_extended'
  | 'bailed'
  | 'confined'
  | 'released'
  | 'penalised'
  | 'penalty_done'
  | 'wanted'
  | 'persuaded'
  | 'returned'
  | 'transferred'
  | 'sent_back'
  | 'prosecuted'
  | 'not_prosecuted'
  | 'judged'
  | 'dropped'
export type Measure = 'none' | 'detained' | 'arrested' | 'bailed' | 'confined'
export type PersonStage = 'investigated' | 'transferred' | 'sent_back' | 'prosecuted' | 'not_prosecuted' | 'judged' | 'dropped'
export type Whereabouts = 'unknown' | 'at_home' | 'abroad'
export type StepGround = 'ordinary' | 'grave' | 'special' | 'roaming' | 'not_a_crime' | 'petty' | 'doubtful'
export type PersonClockKind =
  | 'holding'
  | 'family'
  | 'interrogation'
  | 'request'
  | 'decision'
  | 'follow'
  | 'custody'
  | 'bail'
  | 'confinement'
  | 'review'
  | 'supplement'
  | 'penalty_custody'
  | 'fine'
export type Sentence = 'prison' | 'suspended' | 'life' | 'fine_only' | 'exempt' | 'acquitted'

export interface PersonStep {
  /** Of a record: R000001-3. */
  id?: string
  person?: string
  name?: string
  fraud_type?: string
  number: number
  kind: PersonStepKind
  case: string
  unit: string | null
  by: string
  at: string
  taken_at: string
  document: string | null
  ground: StepGround
  note: string | null
  penalty: { article: string; article_name: string; days: number; fine_fen: number; confiscated_fen: number } | null
  judgement: { sentence: Sentence; months: number; fine_fen: number; restitution_fen: number; court: string } | null
  undone: { by: string; at: string; reason: string } | null
}
export interface PersonClock {
  step: number
  case: string
  kind: PersonClockKind
  begins: string
  due: string
  told: 'nothing' | 'ahead' | 'lapsed'
  article: string
}
export interface PersonCase {
  case: string
  fraud_type: string
  role: string
  role_name: string
  by: string
  at: string
  stage: PersonStage
  sent_back: number
  is_filed: boolean
  is_erased: boolean
}
export interface PersonProof {
  reference: string
  sha256: string
  what: string
  case: string | null
  by: string
  at: string
}
export interface Person {
  id: string
  name: string
  id_no: string | null
  phones: string[]
  accounts: AccountRef[]
  cases: PersonCase[]
  place: { where: Whereabouts; country: string | null; by: string; at: string }
  proofs: PersonProof[]
  measure: Measure
  measure_case: string | null
  since: string | null
  is_held: boolean
  is_wanted: boolean
  is_persuaded: boolean
  steps: PersonStep[]
  clocks: PersonClock[]
  next_due: string | null
  is_late: boolean
  officer: string
  unit: string | null
  filed_at: string
  erased_at: string | null
  /** Of one file: the caller may write it, and the steps that the law allows now in each case. */
  may_write?: boolean
  acts?: { case: string; kinds: PersonStepKind[] }[]
}
export type PersonPage = Page<Person>

export interface Coded {
  code: string
  name: string
}
export type LeadRoll = 'abroad' | 'returnee'
export interface PersonTerms {
  roles: Coded[]
  penalties: Coded[]
  rolls: { roll: LeadRoll; steps: Coded[]; results: Coded[] }[]
  units: Coded[]
  may_write: boolean
}
export interface PersonInput {
  case: string
  role: string
  name: string
  id_no?: string
  phones?: string[]
  where?: Whereabouts
  country?: string
}
export interface PersonFactsInput {
  name?: string
  id_no?: string
  phones?: string[]
  accounts?: string[]
  proofs?: { reference: string; sha256: string; what: string; case?: string }[]
}
export interface PersonStepInput {
  kind: PersonStepKind
  case: string
  taken_at?: string
  document?: string
  ground?: StepGround
  note?: string
  penalty?: { article: string; days: number; fine_fen: number; confiscated_fen: number }
  judgement?: { sentence: Sentence; months: number; fine_fen: number; restitution_fen: number; court: string }
}

export type FigureBy = 'unit' | 'type' | 'month'
export interface Figure {
  persons: number
  times: number
}
export interface PersonFigures {
  from: string
  to: string
  by: FigureBy
  definition_zh: string
  definition_en: string
  kinds: (Figure & { kind: PersonStepKind; rows: (Figure & { key: string; name: string })[] })[]
}
export interface PersonRecords {
  items: PersonStep[]
  total: number
}

export interface Lead {
  id: string
  roll: LeadRoll
  name: string
  id_no: string | null
  country: string
  source: string
  owner: string
  unit: string | null
  listed_by: string
  listed_at: string
  due: string
  article: string
  steps: { code: string; name: string; by: string; at: string; note: string }[]
  result: { code: string; name: string; by: string; at: string; note: string; person: string | null } | null
}
export type LeadPage = Page<Lead>
export interface LeadInput {
  roll: LeadRoll
  name: string
  id_no?: string
  country: string
  source: string
  owner: string
}
